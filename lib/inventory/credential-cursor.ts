import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { cursorInstant, cursorText, parseCursor, toCursor } from "../kernel/cursor.ts";
import type { CredentialSort } from "./credential-input.ts";
import type { CredentialListRow, CredentialPosition } from "./credential-list-store.ts";
import { isByWords, orderOf } from "./credential-order.ts";

const ofWords = z.tuple([z.string(), cursorText, z.uuid()]);
const ofTimes = z.tuple([
  z.string(),
  z.union([cursorInstant, z.literal(["infinity", "-infinity"])]),
  z.uuid(),
]);

/** Where a page of credentials ended, in which order. */
export function encodeCredentialCursor(sort: CredentialSort, last: CredentialListRow): string {
  return toCursor([sort, positionValue(sort, last), last.id]);
}

/** @throws AppError `invalid` when it is not a cursor of this list in this order */
export function decodeCredentialCursor(
  sort: CredentialSort,
  cursor: string | undefined,
): CredentialPosition | null {
  const values = parseCursor(cursor, isByWords(sort) ? ofWords : ofTimes);
  if (values === null) return null;
  const [of, value, id] = values;
  if (of === sort) return { value, id };
  throw new AppError("invalid", "This page link is of another order. Start from the first page.", {
    fields: { cursor: "This is not a cursor of this order. Start from its first page." },
  });
}

function positionValue(sort: CredentialSort, row: CredentialListRow): string {
  switch (orderOf(sort).by) {
    case "name":
      return row.name_key;
    case "server":
      return row.server_key;
    case "expiry":
      return row.expires_at?.toISOString() ?? "infinity";
    case "last_used":
      return row.last_used_at?.toISOString() ?? "-infinity";
    case "issued":
      return row.issued_at?.toISOString() ?? "-infinity";
    case "rotated":
      return row.last_rotated_at?.toISOString() ?? "-infinity";
  }
}
