import type { ReactNode } from "react";

/** One column of a DataTable. The first column names the row: it carries the link and stays in sight. */
export type Column<Row> = {
  /** Stable: it is the sort key in the URL and the name in saved preferences. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** "end" for numbers: right-aligned, tabular. */
  align?: "start" | "end";
  isSortable?: boolean;
  /** What the URL calls this order, where that is not the column's id. */
  sortKey?: string;
  /** The first press asks for the most or the newest first. */
  sortsDownFirst?: boolean;
  /** Hidden until the reader asks for it in the View panel. */
  isHiddenAtFirst?: boolean;
  /** Left out of the cards under 640 px. */
  isHiddenOnPhone?: boolean;
  /** Tailwind width or wrapping classes for the cells, such as "min-w-48" or "max-w-64 truncate". */
  className?: string;
};

export type Sort = { columnId: string; direction: "ascending" | "descending" };

/** Reads `?sort=name` or `?sort=-name`. Unknown columns are the caller's to refuse. */
export function parseSort(value: string | undefined): Sort | undefined {
  if (value === undefined || value === "" || value === "-") return undefined;
  return value.startsWith("-")
    ? { columnId: value.slice(1), direction: "descending" }
    : { columnId: value, direction: "ascending" };
}

/** The reverse of `parseSort`. */
export function formatSort(sort: Sort): string {
  return sort.direction === "descending" ? `-${sort.columnId}` : sort.columnId;
}
