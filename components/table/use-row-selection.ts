import type { RowData, Row as TableRow } from "@tanstack/react-table";
import { useRef, useState } from "react";
import type { Features, TableOf } from "./table-features.ts";

export interface Selection<Row> {
  ids: readonly string[];
  rows: readonly Row[];
  /** All that the question finds are meant, those on other pages too. */
  isAllMatching: boolean;
  clear: () => void;
}

interface Matching {
  key: string;
  count: number;
  isEstimate: boolean;
}

/**
 * What is selected: rows of this page, since a selection must not outlive the rows it was made on; or, once somebody
 * says so, all that the question finds. Another question ends that.
 */
export function useRowSelection<Row extends RowData>(table: TableOf<Row>, matching: Matching | undefined) {
  const [allMatchingOf, setAllMatchingOf] = useState<string | null>(null);
  const lastChosen = useRef<string | null>(null);
  const selected = table.getSelectedRowModel().rows;
  const isAllMatching = matching !== undefined && allMatchingOf === matching.key && selected.length > 0;
  const isWholePage = selected.length > 0 && table.getIsAllRowsSelected();

  function clear() {
    setAllMatchingOf(null);
    table.resetRowSelection(true);
  }
  /** `isRange` takes every row from the one chosen before to this one along. */
  function choose(row: TableRow<Features, Row>, isChosen: boolean, isRange: boolean) {
    setAllMatchingOf(null);
    const rows = isRange ? rowsBetween(table, lastChosen.current, row.id) : [row];
    lastChosen.current = row.id;
    table.setRowSelection((before) => {
      const next = { ...before };
      for (const one of rows) {
        if (!one.getCanSelect()) continue;
        if (isChosen) next[one.id] = true;
        else delete next[one.id];
      }
      return next;
    });
  }
  const selection: Selection<Row> = {
    ids: selected.map((row) => row.id),
    rows: selected.map((row) => row.original),
    isAllMatching,
    clear,
  };
  const hasMore = matching !== undefined && matching.count > selected.length;
  const bar = {
    count: isAllMatching ? matching.count : selected.length,
    isEstimate: isAllMatching && matching.isEstimate,
    matching: isWholePage && hasMore && !isAllMatching ? matching : undefined,
    onAllMatching: () => setAllMatchingOf(matching?.key ?? null),
    onClear: clear,
  };
  return { choose, selection, bar };
}

function rowsBetween<Row extends RowData>(table: TableOf<Row>, from: string | null, to: string) {
  const { rows } = table.getRowModel();
  const end = rows.findIndex((row) => row.id === to);
  const start = rows.findIndex((row) => row.id === from);
  if (start === -1) return rows.slice(end, end + 1);
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}
