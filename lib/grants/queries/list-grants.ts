import { askByIndex } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { endRange } from "../end-window.ts";
import { toGrantViews } from "../grant-view.ts";
import { listGrantsInput } from "../list-input.ts";
import { COUNT_LIMIT, countGrants, findGrantIds } from "../list-store.ts";
import { nextTimeCursor, readTimeCursor } from "../time-cursor.ts";
import { findGrantViews } from "../view-store.ts";

/**
 * Grants of the whole organization, a page at a time; unless asked otherwise those in force, soonest end first.
 *
 * @throws AppError `invalid` for a cursor that no list in this order gave out
 */
export const listGrants = query({
  name: "list-grants",
  permission: "grant:read",
  input: listGrantsInput,
  run: async ({ tx, actor, now }, { cursor, limit, sort, window, endsBefore, ...asked }) => {
    const { organizationId } = actor;
    const filter = { ...asked, organizationId, ends: endRange({ window, endsBefore }, now), now };
    const after = readTimeCursor(sort, cursor);
    await askByIndex(tx);
    const ids = await findGrantIds(tx, filter, { sort, after, limit: limit + 1 });
    const rows = await findGrantViews(tx, organizationId, ids.slice(0, limit));
    const last = ids.length > limit ? rows.at(-1) : undefined;
    const count = await countGrants(tx, filter);
    return {
      items: await toGrantViews(tx, rows, actor, now),
      nextCursor:
        last === undefined
          ? null
          : nextTimeCursor(sort, sort.endsWith("expiry") ? last.expiresAt : last.grantedAt, last.id),
      total: { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT },
    };
  },
});
