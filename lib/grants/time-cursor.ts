import { z } from "zod";
import { cursorInstant, parseCursor, toCursor } from "#lib/kernel/cursor.ts";

const position = z.tuple([cursorInstant, z.uuid()]);

/** Where a page ended: the time it is sorted by, and the id that breaks ties. */
export function nextTimeCursor(time: Date, id: string): string {
  return toCursor([time.toISOString(), id]);
}

/** @throws AppError `invalid` when no list gave it out */
export function readTimeCursor(cursor: string | undefined): { time: Date; id: string } | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [time, id] = values;
  return { time: new Date(time), id };
}
