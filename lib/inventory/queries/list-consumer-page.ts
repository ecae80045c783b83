import { z } from "zod";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { searchConsumerRows } from "../consumer-store.ts";
import { toConsumerItem } from "../consumer-view.ts";
import { searchConsumersInput } from "../input.ts";

const position = z.tuple([cursorText, z.uuid()]);

/** A page of consumers by name; those with `q` in their name, of one kind, of one owner. Times are ISO 8601. */
export const listConsumerPage = query({
  name: "list-consumer-page",
  permission: "server:read",
  input: searchConsumersInput,
  run: async ({ tx }, { cursor, limit, ...search }) => {
    const [name, id] = parseCursor(cursor, position) ?? [];
    const after = name === undefined || id === undefined ? null : { name, id };
    const rows = await searchConsumerRows(tx, search, { after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(toConsumerItem);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : toCursor([last.name, last.id]) };
  },
});
