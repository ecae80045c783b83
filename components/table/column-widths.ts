import type { Header, RowData } from "@tanstack/react-table";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import type { Features } from "./table-features.ts";
import { clampWidth, type TablePreferences } from "./table-preferences.ts";

export interface ColumnWidths<Row extends RowData> {
  /** The reader gave widths; without them the columns share the room by what is in them. */
  isOwn: boolean;
  grab: (header: Header<Features, Row, unknown>, event: unknown) => void;
  change: (columnId: string, change: number) => void;
}

/** Widths the reader gives to columns. The first touch takes all columns as they stand, so that only one moves. */
export function columnWidths<Row extends RowData>(
  frame: RefObject<HTMLElement | null>,
  preferences: TablePreferences,
  prefer: (next: TablePreferences) => void,
): ColumnWidths<Row> {
  const isOwn = Object.keys(preferences.widths).length > 0;
  return {
    isOwn,
    grab(header, event) {
      // The table reads where the drag starts from its state, so that must be there before the drag.
      if (!isOwn) flushSync(() => prefer({ ...preferences, widths: measure(frame.current) }));
      header.getResizeHandler()(event);
    },
    change(columnId, change) {
      const widths = isOwn ? preferences.widths : measure(frame.current);
      const width = clampWidth((widths[columnId] ?? COLUMN_WIDTH_PX) + change);
      prefer({ ...preferences, widths: { ...widths, [columnId]: width } });
    },
  };
}

/** Of a column that was hidden when the others got theirs. */
export const COLUMN_WIDTH_PX = 160;

function measure(frame: HTMLElement | null): Record<string, number> {
  const cells = frame?.querySelectorAll<HTMLElement>("th[data-column]") ?? [];
  return Object.fromEntries(
    Array.from(cells, (cell) => [cell.dataset.column ?? "", clampWidth(cell.offsetWidth)]),
  );
}
