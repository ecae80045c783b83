import { z } from "zod";
import { cursorInstant, parseCursor, toCursor } from "../kernel/cursor.ts";
import type { CredentialPosition } from "./credential-list-store.ts";

const position = z.tuple([z.union([cursorInstant, z.literal("infinity")]), z.uuid()]);

/** Where a page of credentials ended. */
export function encodeCredentialCursor(last: { id: string; expires_at: Date | null }): string {
  return toCursor([last.expires_at?.toISOString() ?? "infinity", last.id]);
}

/** @throws AppError `invalid` when it is not a cursor of this list */
export function decodeCredentialCursor(cursor: string | undefined): CredentialPosition | null {
  const values = parseCursor(cursor, position);
  if (values === null) return null;
  const [endsAt, id] = values;
  return { endsAt, id };
}
