import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";

/** Where a page of a list ends: the sort value as text, and the id that breaks ties. */
export interface ListCursor {
  sort: string;
  value: string;
  id: string;
}

const shape = z.tuple([z.string(), z.string(), z.uuid()]);

export function encodeCursor({ sort, value, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");
}

/** @throws AppError `invalid` when it is not a cursor of a list sorted like this */
export function decodeCursor(text: string, sort: string): ListCursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (parsed.success && parsed.data[0] === sort) {
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
