import { z } from "zod";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { listSystemsInput } from "../system-input.ts";
import { listSystemRows, SERVER_COUNT_LIMIT, type SystemListRow } from "../system-store.ts";

const position = z.tuple([cursorText, z.uuid()]);

/** A page of business systems by name. `servers` is counted up to 1,000; `isEstimate` says that there are more. */
export const listSystems = query({
  name: "list-systems",
  permission: "system:read",
  input: listSystemsInput,
  run: async ({ tx }, { q, cursor, limit }) => {
    const [name, id] = parseCursor(cursor, position) ?? [];
    const after = name === undefined || id === undefined ? null : { name, id };
    const rows = await listSystemRows(tx, { q, after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(toItem);
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items, nextCursor: hasMore ? toCursor([last.name, last.id]) : null };
  },
});

export type SystemListItem = ReturnType<typeof toItem>;

function toItem({ data_classes: dataClasses, server_count: count, ...system }: SystemListRow) {
  const servers = { count: Math.min(count, SERVER_COUNT_LIMIT), isEstimate: count > SERVER_COUNT_LIMIT };
  return { ...system, dataClasses, servers };
}
