import { Skeleton } from "#components/ui/skeleton.tsx";

/** A page on its way: a title and a few rows, so that nothing jumps when it arrives. */
export default function Loading() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="mt-2 h-64 w-full" />
    </div>
  );
}
