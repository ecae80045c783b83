import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import type { ServerSort } from "./server-list-input.ts";

/** Where a page of a list ends: the sort value as text, and the id that breaks ties. */
export interface ListCursor {
  sort: string;
  value: string;
  id: string;
}

/** ISO 8601 has a year zero, PostgreSQL has none. */
const hasYear = (text: string) => !text.startsWith("0000");
const instant = z.union([
  z.iso.datetime({ offset: true }).refine(hasYear),
  z.literal(["infinity", "-infinity"]),
]);
const day = z.union([z.iso.date().refine(hasYear), z.literal("infinity")]);

const storable = z.string().refine((text) => !text.includes("\u0000"));

/** What a value of each sort looks like: a forged one must not reach the database. */
const VALUES: Record<Exclude<ServerSort, `-${string}`>, z.ZodType> = {
  best_match: storable.regex(/^[01]/),
  name: storable,
  updated: instant,
  registered: instant,
  next_review: day,
  expiry: instant,
  last_seen: instant,
  risk: z.string().regex(/^\d{1,2}$/),
};

const shape = z.tuple([z.string(), z.string(), z.uuid()]);

export function encodeCursor({ sort, value, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");
}

/** @throws AppError `invalid` when it is not a cursor of a list sorted like this */
export function decodeCursor(text: string, sort: ServerSort): ListCursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  // Without its minus a sort is one of those without.
  const values = VALUES[sort.replace(/^-/, "") as keyof typeof VALUES];
  if (parsed.success && parsed.data[0] === sort && values.safeParse(parsed.data[1]).success) {
    const [, value, id] = parsed.data;
    return { sort, value, id };
  }
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
