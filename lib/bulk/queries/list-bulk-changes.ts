import { actingPerson } from "../../kernel/actor.ts";
import { parseIdCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { seesAll, toBulkView } from "../bulk-view.ts";
import { listBulkChangesInput } from "../input.ts";
import { listBulkChangeRecords } from "../store.ts";

/** A page of bulk changes, newest first: one's own, or everybody's for administrators and auditors. */
export const listBulkChanges = query({
  name: "list-bulk-changes",
  permission: "bulk-change:read",
  input: listBulkChangesInput,
  run: async ({ tx, actor }, { cursor, limit }) => {
    const askedById = seesAll(actor) ? null : (actingPerson(actor)?.userId ?? null);
    const before = parseIdCursor(cursor);
    const records = await listBulkChangeRecords(tx, { askedById, before, limit: limit + 1 });
    const page = records.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(toBulkView),
      nextCursor: records.length > limit && last !== undefined ? toCursor([last.id]) : null,
    };
  },
});
