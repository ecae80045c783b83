import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { parseCursor, toCursor } from "../kernel/cursor.ts";
import type { CredentialPosition } from "./credential-list-store.ts";

const shape = z.tuple([z.union([z.iso.datetime(), z.literal("infinity")]), z.uuid()]);

/** Where a page of credentials ended. */
export function encodeCredentialCursor(last: { id: string; expires_at: Date | null }): string {
  return toCursor([last.expires_at?.toISOString() ?? "infinity", last.id]);
}

/** @throws AppError `invalid` when it is not a cursor of this list: a forged one must not reach the database */
export function decodeCredentialCursor(cursor: string | undefined): CredentialPosition | null {
  const values = parseCursor(cursor, 2);
  if (values === null) return null;
  const parsed = shape.safeParse(values);
  if (!parsed.success) {
    throw new AppError("invalid", "This page link is no longer valid. Start from the first page.");
  }
  const [endsAt, id] = parsed.data;
  return { endsAt, id };
}
