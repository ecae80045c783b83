import { parseIdCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { listSystemServersInput } from "../system-input.ts";
import { listServersOfSystem } from "../system-link-store.ts";

/** A page of the servers that reach a system, in the order they were registered. */
export const listSystemServers = query({
  name: "list-system-servers",
  permission: "system:read",
  input: listSystemServersInput,
  run: async ({ tx }, { systemId, cursor, limit }) => {
    const after = parseIdCursor(cursor);
    const rows = await listServersOfSystem(tx, systemId, { after, limit: limit + 1 });
    const items = rows
      .slice(0, limit)
      .map(({ enabled_high_impact_count: enabledHighImpactCount, ...row }) => ({
        ...row,
        enabledHighImpactCount,
      }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last !== undefined ? toCursor([last.id]) : null };
  },
});
