import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { parseCursor } from "../kernel/cursor.ts";

/**
 * The id that a page begins behind; null for the first page.
 *
 * @throws AppError `invalid` when it is not a cursor of ours
 */
export function parseIdCursor(cursor: string | undefined): string | null {
  const [id] = parseCursor(cursor, 1) ?? [];
  if (id === undefined) return null;
  if (z.uuid().safeParse(id).success) return id;
  throw new AppError("invalid", "This page link is no longer valid. Start from the first page.");
}
