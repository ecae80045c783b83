import { TableSkeleton } from "#components/table/table-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The list while it is being asked for. */
export default function ServersLoading() {
  return (
    <>
      <PageHeader title="Servers" sentence={<Skeleton className="w-64" />} />
      <TableSkeleton label="Loading the servers" rows={12} />
    </>
  );
}
