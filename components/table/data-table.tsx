"use client";

import { functionalUpdate, type RowData, useTable } from "@tanstack/react-table";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { type CSSProperties, type ReactNode, useMemo, useRef, useState } from "react";
import { writePreference } from "#components/frame/preference-cookie.ts";
import { cn } from "#components/ui/class-names.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { CHOICE_WIDTH_PX } from "./cell-look.ts";
import type { Column, Sort } from "./column.ts";
import { toColumnDefs } from "./column-defs.ts";
import { COLUMN_WIDTH_PX, columnWidths } from "./column-widths.ts";
import { LazyViewPanel } from "./lazy-view-panel.tsx";
import { useListNavigation } from "./list-navigation.tsx";
import { TableBody } from "./table-body.tsx";
import { type Features, features } from "./table-features.ts";
import { type Pages, TableFooter, type Total } from "./table-footer.tsx";
import { TableHead } from "./table-head.tsx";
import {
  clampWidth,
  formatTablePreferences,
  inOrder,
  type TablePreferences,
  tableCookie,
  WIDTH_MAX_PX,
  WIDTH_MIN_PX,
} from "./table-preferences.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { type Selection, useRowSelection } from "./use-row-selection.ts";

// Fetched when somebody asks for it.
const KeysHelp = dynamic(() => import("./keys-help.tsx").then((module) => module.KeysHelp), { ssr: false });

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
  bulkActions?: ((selection: Selection<Row>) => ReactNode) | undefined;
  /** Offers to select all that the question finds, beyond this page. `key` is the question: another one starts anew. */
  matching?: { key: string; count: number; isEstimate: boolean } | undefined;
  /** Why a row cannot be selected, in words; nothing when it can. */
  unselectableReason?: (row: Row) => string | undefined;
  total?: Total;
  pages?: Pages;
  /** Instead of rows, when there are none. */
  empty: ReactNode;
  /** Search and filters, left of the View panel. Mark the search input with `data-table-search` for the `/` key. */
  toolbar?: ReactNode;
  preferences?: TablePreferences | undefined;
};

/** The one table. Its state is the URL's; only selection and looks (density, columns, widths) live here. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, bulkActions, rowHref, unselectableReason } = props;
  const [preferences, setPreferences] = useState(props.preferences ?? firstLook(columns));
  const [isHelpOpen, setHelpOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { isPending } = useListNavigation();
  const cursor = useSearchParams().get("cursor");
  const isSelectable = bulkActions !== undefined;
  const defs = useMemo(() => toColumnDefs(inOrder(columns, preferences.order)), [columns, preferences.order]);
  const table = useTable<Features, Row>({
    features,
    data: rows,
    columns: defs,
    defaultColumn: { size: COLUMN_WIDTH_PX, minSize: WIDTH_MIN_PX, maxSize: WIDTH_MAX_PX },
    columnResizeMode: "onChange",
    getRowId: props.rowId,
    enableRowSelection: (row) => isSelectable && unselectableReason?.(row.original) === undefined,
    state: {
      columnVisibility: Object.fromEntries(preferences.hidden.map((id) => [id, false])),
      columnSizing: { ...preferences.widths },
    },
    onColumnSizingChange: (updater) => {
      const sized = Object.entries(functionalUpdate(updater, { ...preferences.widths }));
      prefer({ ...preferences, widths: Object.fromEntries(sized.map(([id, px]) => [id, clampWidth(px)])) });
    },
  });
  const selection = useRowSelection(table, props.matching);
  useRowKeys(frame, () => setHelpOpen(true));

  function prefer(next: TablePreferences) {
    setPreferences(next);
    writePreference(tableCookie(props.name), formatTablePreferences(next));
  }
  const widths = columnWidths<Row>(frame, preferences, prefer);
  const ownWidth = table.getTotalSize() + (isSelectable ? CHOICE_WIDTH_PX : 0);
  return (
    <div
      ref={frame}
      data-table={props.name}
      aria-busy={isPending}
      className="group/frame grid min-w-0 grid-cols-1 gap-3"
    >
      {(rows.length > 0 || props.toolbar !== undefined) && (
        <div className="flex flex-wrap items-start justify-between gap-2 print:hidden">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{props.toolbar}</div>
          {/* There is no look to choose for nothing. */}
          {rows.length > 0 && <LazyViewPanel columns={columns} preferences={preferences} onChange={prefer} />}
        </div>
      )}
      <div className="overflow-clip rounded-large border border-line bg-surface transition-opacity delay-150 group-aria-busy/frame:opacity-60">
        {rows.length === 0 ? (
          props.empty
        ) : (
          <section
            // Another page is read from its top.
            key={cursor}
            // What scrolls must be reachable by keyboard (WCAG 2.1.1).
            // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
            tabIndex={0}
            aria-label={props.label}
            className="-outline-offset-2 sm:max-h-[max(24rem,calc(100dvh-15rem))] sm:overflow-auto print:max-h-none"
          >
            <table
              data-density={preferences.density}
              data-widths={widths.isOwn ? "own" : undefined}
              style={widths.isOwn ? ({ "--own-width": `${ownWidth}px` } as CSSProperties) : undefined}
              className={cn(
                "group/table border-separate border-spacing-0 max-sm:block",
                widths.isOwn ? "max-sm:w-full sm:w-(--own-width) sm:table-fixed" : "w-full",
              )}
            >
              <caption className="sr-only">{props.label}</caption>
              <TableHead table={table} sort={props.sort} isSelectable={isSelectable} widths={widths} />
              <TableBody
                table={table}
                rowHref={rowHref}
                isSelectable={isSelectable}
                unselectableReason={unselectableReason}
                onChoose={selection.choose}
              />
            </table>
          </section>
        )}
        <TableFooter total={props.total} pages={props.pages} />
      </div>
      {bulkActions !== undefined && (
        <BulkBar {...selection.bar} noun={props.total?.noun}>
          {bulkActions(selection.selection)}
        </BulkBar>
      )}
      {isHelpOpen && <KeysHelp canSelect={isSelectable} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

function firstLook<Row>(columns: readonly Column<Row>[]): TablePreferences {
  return {
    density: "comfortable",
    hidden: columns.filter((column) => column.isHiddenAtFirst).map((column) => column.id),
    order: [],
    widths: {},
  };
}
