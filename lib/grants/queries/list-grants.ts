import { query } from "#lib/kernel/query.ts";
import { toGrantView } from "../grant-view.ts";
import { listGrantsInput } from "../input.ts";
import { nextTimeCursor, readTimeCursor } from "../time-cursor.ts";
import { findGrantPage } from "../view-store.ts";

/** Grants of the whole organization, soonest end first, a page at a time. */
export const listGrants = query({
  name: "list-grants",
  permission: "grant:read",
  input: listGrantsInput,
  run: async ({ tx, actor, now }, { cursor, limit, endsBefore, status, kind, serverId, consumerId }) => {
    const filter = {
      organizationId: actor.organizationId,
      status,
      kind,
      serverId,
      consumerId,
      endsBefore: endsBefore === undefined ? undefined : new Date(endsBefore),
      now,
    };
    const { rows, count, isEstimate } = await findGrantPage(tx, filter, readTimeCursor(cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toGrantView(row, actor, now)),
      nextCursor: last === undefined ? null : nextTimeCursor(last.expiresAt, last.id),
      total: { count, isEstimate },
    };
  },
});
