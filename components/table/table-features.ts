import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type RowData,
  rowSelectionFeature,
  type Table,
  tableFeatures,
} from "@tanstack/react-table";
import type { Column } from "./column.ts";

/** What we use of TanStack Table. Sorting, filtering and paging are the server's: the table shows what it is given. */
export const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSelectionFeature,
  // A phantom value: only its type is read.
  columnMeta: {} as { column: Column<never> },
});

export type Features = typeof features;
export type TableOf<Row extends RowData> = Table<Features, Row>;
