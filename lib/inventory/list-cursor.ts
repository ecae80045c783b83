import { z } from "zod";
import { cursorInstant, cursorText, parseCursor, toCursor } from "../kernel/cursor.ts";
import type { ServerSort } from "./server-list-input.ts";

/** Where a page of a list ends: the sort value as text, and the id that breaks ties. */
export interface ListCursor {
  sort: string;
  value: string;
  id: string;
}

/** Never, and always. */
const instant = z.union([cursorInstant, z.literal(["infinity", "-infinity"])]);
const day = z.union([
  z.iso.date().refine((text) => !text.startsWith("0000")),
  z.literal(["infinity", "-infinity"]),
]);

/** What a value of each sort looks like: a forged one must not reach the database. */
const VALUES: Record<Exclude<ServerSort, `-${string}`>, z.ZodType<string>> = {
  best_match: cursorText.regex(/^[01]/),
  name: cursorText,
  updated: instant,
  registered: instant,
  next_review: day,
  last_review: day,
  expiry: instant,
  last_seen: instant,
  risk: z.string().regex(/^\d{1,2}$/),
};

export function encodeCursor({ sort, value, id }: ListCursor): string {
  return toCursor([sort, value, id]);
}

/** @throws AppError `invalid` when it is not a cursor of a list sorted like this */
export function decodeCursor(cursor: string | undefined, sort: ServerSort): ListCursor | null {
  // Without its minus a sort is one of those without.
  const value = VALUES[sort.replace(/^-/, "") as keyof typeof VALUES];
  const values = parseCursor(cursor, z.tuple([z.literal(sort), value, z.uuid()]));
  return values && { sort, value: values[1], id: values[2] };
}
