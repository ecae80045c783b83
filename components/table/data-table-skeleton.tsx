import { Skeleton } from "#components/ui/skeleton.tsx";

/** The table before its rows: same frame, same height, said once. For loading.tsx and Suspense. */
export function DataTableSkeleton(props: { columns?: number; rows?: number }) {
  const columns = Array.from({ length: props.columns ?? 5 }, (_, place) => `column-${place}`);
  const rows = Array.from({ length: props.rows ?? 8 }, (_, place) => `row-${place}`);
  return (
    <div role="status" className="overflow-hidden rounded-large border border-line bg-surface">
      <span className="sr-only">Loading the list</span>
      <div className="h-8 border-line border-b bg-sunken" />
      {rows.map((row) => (
        <div key={row} className="flex h-10.5 items-center gap-6 border-line border-b px-3 last:border-b-0">
          {columns.map((column, place) => (
            <Skeleton key={column} className={place === 0 ? "w-48" : "hidden w-24 flex-none sm:block"} />
          ))}
        </div>
      ))}
    </div>
  );
}
