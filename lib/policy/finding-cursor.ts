import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { SEVERITIES } from "./model.ts";

/** ISO 8601 has a year zero, PostgreSQL has none. */
const openedAt = z.iso.datetime().refine((text) => !text.startsWith("0000"));
const shape = z.object({ severity: z.enum(SEVERITIES), openedAt, id: z.uuid() });

/** Where a page of findings ends. */
export type FindingCursor = z.output<typeof shape>;

export function encodeCursor(cursor: FindingCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws AppError `invalid` when it is not a cursor of this list */
export function decodeCursor(text: string): FindingCursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (parsed.success) return parsed.data;
  const fields = { cursor: "This is not a cursor of this list. Start from its first page." };
  throw new AppError("invalid", "One field needs attention.", { fields });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON is not a cursor; the caller says so
  }
}
