"use client";

import { createColumnHelper, type RowData, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { writePreference } from "#components/frame/preference-cookie.ts";
import { BulkBar } from "./bulk-bar.tsx";
import type { Column, Sort } from "./column.ts";
import { LazyViewMenu } from "./lazy-view-menu.tsx";
import { TableBody } from "./table-body.tsx";
import { type Features, features } from "./table-features.ts";
import { type Pages, TableFooter, type Total } from "./table-footer.tsx";
import { TableHead } from "./table-head.tsx";
import { formatTablePreferences, type TablePreferences, tableCookie } from "./table-preferences.ts";
import { useRowKeys } from "./use-row-keys.ts";

export type DataTableProps<Row extends RowData> = {
  /** Names the table in its cookie: short, stable, kebab-case. */
  name: string;
  /** Names the table to screen readers: "Servers". */
  label: string;
  /** At module scope or memoised. The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** What the URL says now. Sorting is a link: `?sort=name` or `?sort=-name`, without `cursor`. */
  sort?: Sort | undefined;
  /** Shows checkboxes. Buttons for what is selected. */
  bulkActions?: (selection: { ids: readonly string[]; rows: readonly Row[]; clear: () => void }) => ReactNode;
  /** Why a row cannot be selected, in words; nothing when it can. */
  unselectableReason?: (row: Row) => string | undefined;
  total?: Total;
  pages?: Pages;
  /** Instead of rows, when there are none. */
  empty: ReactNode;
  /** Search and filters, left of the View menu. Mark the search input with `data-table-search` for the `/` key. */
  toolbar?: ReactNode;
  preferences?: TablePreferences | undefined;
};

/** The one table. Its state is the URL's; only selection, density and hidden columns live here. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, bulkActions } = props;
  const [preferences, setPreferences] = useState(props.preferences ?? firstLook(columns));
  const frame = useRef<HTMLDivElement>(null);
  const table = useTable<Features, Row>({
    features,
    data: rows,
    columns: useMemo(() => toColumnDefs(columns), [columns]),
    getRowId: props.rowId,
    enableRowSelection: (row) =>
      bulkActions !== undefined && props.unselectableReason?.(row.original) === undefined,
    state: { columnVisibility: Object.fromEntries(preferences.hidden.map((id) => [id, false])) },
  });
  useRowKeys(frame);

  function prefer(next: TablePreferences) {
    setPreferences(next);
    writePreference(tableCookie(props.name), formatTablePreferences(next));
  }
  // Only what is on this page: a selection must not outlive the rows it was made on.
  const selected = table.getSelectedRowModel().rows;

  return (
    <div ref={frame} data-table={props.name} className="grid min-w-0 grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2 print:hidden">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{props.toolbar}</div>
        <LazyViewMenu columns={columns} preferences={preferences} onChange={prefer} />
      </div>
      <div className="overflow-clip rounded-large border border-line bg-surface">
        {rows.length === 0 ? (
          props.empty
        ) : (
          <section
            // What scrolls must be reachable by keyboard (WCAG 2.1.1).
            // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
            tabIndex={0}
            aria-label={props.label}
            className="-outline-offset-2 sm:max-h-[max(24rem,calc(100dvh-15rem))] sm:overflow-auto print:max-h-none"
          >
            <table
              data-density={preferences.density}
              className="group/table w-full border-separate border-spacing-0 max-sm:block"
            >
              <caption className="sr-only">{props.label}</caption>
              <TableHead table={table} sort={props.sort} isSelectable={bulkActions !== undefined} />
              <TableBody
                table={table}
                rowHref={props.rowHref}
                isSelectable={bulkActions !== undefined}
                unselectableReason={props.unselectableReason}
              />
            </table>
          </section>
        )}
        <TableFooter total={props.total} pages={props.pages} />
      </div>
      {bulkActions !== undefined && (
        <BulkBar count={selected.length} onClear={() => table.resetRowSelection(true)}>
          {bulkActions({
            ids: selected.map((row) => row.id),
            rows: selected.map((row) => row.original),
            clear: () => table.resetRowSelection(true),
          })}
        </BulkBar>
      )}
    </div>
  );
}

function firstLook<Row>(columns: readonly Column<Row>[]): TablePreferences {
  return {
    density: "comfortable",
    hidden: columns.filter((column) => column.isHiddenAtFirst).map((column) => column.id),
  };
}

function toColumnDefs<Row extends RowData>(columns: readonly Column<Row>[]) {
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
