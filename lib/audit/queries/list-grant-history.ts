import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { listGrantHistoryInput } from "../input.ts";
import { COUNT_LIMIT, countEvents, loadEvents } from "../store.ts";

/**
 * What happened to one grant, newest first, for everybody who may see grants. One of another organization has no
 * history here: an empty page.
 */
export const listGrantHistory = query({
  name: "list-grant-history",
  permission: "grant:read",
  input: listGrantHistoryInput,
  run: async ({ tx }, { grantId, cursor, limit }) => {
    // Of grants only: whoever may see these may not see the trail of anything else.
    const filter = { subjectKind: "grant", subjectId: grantId };
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    return toEventPage(await loadEvents(tx, filter, page), limit, await countEvents(tx, filter), COUNT_LIMIT);
  },
});
