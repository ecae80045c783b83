import { z } from "zod";
import { AppError } from "#lib/kernel/app-error.ts";
import { cursorInstant, parseCursor, toCursor } from "#lib/kernel/cursor.ts";

const position = z.tuple([z.string(), cursorInstant, z.uuid()]);

/** Where a page ended: its order, the time it is sorted by, and the id that breaks ties. */
export function nextTimeCursor(sort: string, time: Date, id: string): string {
  return toCursor([sort, time.toISOString(), id]);
}

/** @throws AppError `invalid` when no list in this order gave it out */
export function readTimeCursor(sort: string, cursor: string | undefined): { time: Date; id: string } | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [of, time, id] = values;
  if (of === sort) return { time: new Date(time), id };
  throw new AppError("invalid", "This page link is of another order. Start from the first page.", {
    fields: { cursor: "This is not a cursor of this order. Start from its first page." },
  });
}
