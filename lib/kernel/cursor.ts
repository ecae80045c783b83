import { type ZodType, z } from "zod";
import { AppError } from "./app-error.ts";

/** A moment in a cursor, ISO 8601. There is a year zero in ISO 8601, and none in PostgreSQL. */
export const cursorInstant = z.iso.datetime({ offset: true }).refine((text) => !text.startsWith("0000"));

/** Text in a cursor: the database would stumble over anything else. */
export const cursorText = z.string().refine((text) => !text.includes("\u0000") && text.isWellFormed());

/** Where the next page begins: the sort values and the id of the last row, opaque to whoever carries it. */
export function toCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * The values of a cursor that `toCursor` made, judged by their schema, since a cursor comes back through the browser;
 * null when there is none.
 *
 * @throws AppError `invalid` when it is none of ours
 */
export function parseCursor<S extends ZodType<readonly string[]>>(
  cursor: string | undefined,
  schema: S,
): z.output<S> | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(readValues(cursor));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", "This page link is no longer valid. Start from the first page.", {
    fields: { cursor: "This is not a cursor of this list. Start from its first page." },
  });
}

const ofId = z.tuple([z.uuid()]);

/**
 * The same for a list in the order of its ids: the one that a page begins behind.
 *
 * @throws AppError `invalid` when it is none of ours
 */
export function parseIdCursor(cursor: string | undefined): string | null {
  return parseCursor(cursor, ofId)?.[0] ?? null;
}

function readValues(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined; // not JSON is not a cursor; the schema says so
  }
}
