import type { ZodType, z } from "zod";
import { AppError } from "./app-error.ts";

/** Where the next page begins: the sort values and the id of the last row, opaque to whoever carries it. */
export function toCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * The values of a cursor that `toCursor` made of this many; null when there is none.
 *
 * @throws AppError `invalid` when it is none of ours
 */
export function parseCursor(cursor: string | undefined, count: number): string[] | null {
  if (cursor === undefined) return null;
  const values = readValues(cursor);
  if (values?.length === count && values.every(isStorable)) return values;
  throw notOurs();
}

/**
 * The same, judged by a schema: for values that are more than text, since a cursor comes back through the browser.
 *
 * @throws AppError `invalid` when it is none of ours
 */
export function parseCursorAs<S extends ZodType<string[]>>(
  cursor: string | undefined,
  schema: S,
): z.output<S> | null {
  if (cursor === undefined) return null;
  const values = readValues(cursor);
  const parsed = schema.safeParse(values);
  if (parsed.success && values?.every(isStorable)) return parsed.data;
  throw notOurs();
}

/** The database would stumble over anything else. */
function isStorable(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\u0000");
}

function notOurs(): AppError {
  return new AppError("invalid", "This page link is no longer valid. Start from the first page.");
}

function readValues(cursor: string): string[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(values) ? values : null;
  } catch {
    return null;
  }
}
