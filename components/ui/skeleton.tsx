import { cn } from "./class-names.ts";

/** A grey shape where something will be. Give it a size by class. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={cn("block h-4 animate-pulse rounded-small bg-pressed", className)} />
  );
}

/** Lines of text to come, said once to screen readers. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        // Lines are alike and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity here
        <Skeleton key={line} className={line === lines - 1 ? "w-2/3" : "w-full"} />
      ))}
    </div>
  );
}
