import { parseIdCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { assertVisible } from "../bulk-view.ts";
import { listBulkRowsInput } from "../input.ts";
import { listRows } from "../row-store.ts";
import { loadBulkChange } from "../store.ts";

/** A page of what became of each server of a bulk change, by id. @throws AppError `not_found` */
export const listBulkRows = query({
  name: "list-bulk-rows",
  permission: "bulk-change:read",
  input: listBulkRowsInput,
  run: async ({ tx, actor }, { bulkChangeId, state, cursor, limit }) => {
    assertVisible(await loadBulkChange(tx, bulkChangeId), actor);
    const of = { organizationId: actor.organizationId, bulkChangeId };
    const rows = await listRows(tx, of, { state, after: parseIdCursor(cursor), limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => ({ ...row, settledAt: row.settledAt?.toISOString() ?? null })),
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.serverId]) : null,
    };
  },
});

export type BulkRowItem = Awaited<ReturnType<typeof listBulkRows>>["items"][number];
