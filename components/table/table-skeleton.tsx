import { Skeleton } from "#components/ui/skeleton.tsx";

const CELLS = ["w-40", "w-28", "w-20", "w-20", "w-24"];

/** A table to come: its toolbar, and rows as high as the real ones. */
export function TableSkeleton({ label, rows }: { label: string; rows: number }) {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-8 w-full sm:w-72" />
      <div className="overflow-clip rounded-large border border-line bg-surface">
        <div className="h-8 border-line border-b bg-sunken" />
        {Array.from({ length: rows }, (_, row) => (
          <div
            // Rows are alike and never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity here
            key={row}
            className="flex h-[3.3125rem] items-center gap-6 border-line border-b px-3 last:border-b-0"
          >
            {CELLS.map((width, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Skeleton key={place} className={place === 0 ? "w-56 shrink-0" : `${width} max-sm:hidden`} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
