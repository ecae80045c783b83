import { cn } from "./class-names.ts";

/** A grey shape where something will be. Give it a size by class. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={cn("block h-4 animate-pulse rounded-small bg-pressed", className)} />
  );
}
