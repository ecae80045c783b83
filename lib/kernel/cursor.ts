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
  if (values?.length === count && values.every((value) => typeof value === "string")) return values;
  throw new AppError("invalid", "This page link is no longer valid. Start from the first page.");
}

function readValues(cursor: string): string[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(values) ? values : null;
  } catch {
    return null;
  }
}
