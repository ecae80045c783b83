import { createColumnHelper, type RowData } from "@tanstack/react-table";
import type { Column } from "./column.ts";
import type { Features } from "./table-features.ts";

/** Our columns as TanStack Table knows them. */
export function toColumnDefs<Row extends RowData>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<Features, Row>();
  return columns.map((column, place) =>
    helper.display({
      id: column.id,
      header: column.header,
      enableHiding: place > 0,
      cell: (context) => column.cell(context.row.original),
      meta: { column },
    }),
  );
}
