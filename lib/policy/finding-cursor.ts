import { z } from "zod";
import { cursorInstant, parseCursor, toCursor } from "../kernel/cursor.ts";
import { SEVERITIES } from "./model.ts";

const position = z.tuple([z.enum(SEVERITIES), cursorInstant, z.uuid()]);

/** Where a page of findings ends. */
export interface FindingCursor {
  severity: (typeof SEVERITIES)[number];
  openedAt: string;
  id: string;
}

export function encodeFindingCursor({ severity, openedAt, id }: FindingCursor): string {
  return toCursor([severity, openedAt, id]);
}

/** @throws AppError `invalid` when it is not a cursor of this list */
export function decodeFindingCursor(cursor: string | undefined): FindingCursor | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [severity, openedAt, id] = values;
  return { severity, openedAt, id };
}
