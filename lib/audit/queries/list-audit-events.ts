import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { listAuditEventsInput } from "../input.ts";
import { COUNT_LIMIT, countEvents, countServerEvents, loadEvents, loadServerEvents } from "../store.ts";

/**
 * The trail, newest first, filtered by type, actor, subject, server and time (`from` inclusive, `until` exclusive).
 * `{ items, nextCursor, total }`; the cursor is the number of the last event shown; the total is capped at 10,000.
 */
export const listAuditEvents = query({
  name: "list-audit-events",
  permission: "audit:read",
  input: listAuditEventsInput,
  run: async ({ tx }, { serverId, cursor, limit, from, until, ...named }) => {
    const filter = {
      ...named,
      from: from === undefined ? undefined : new Date(from),
      until: until === undefined ? undefined : new Date(until),
    };
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    if (serverId === undefined) {
      return toEventPage(
        await loadEvents(tx, filter, page),
        limit,
        await countEvents(tx, filter),
        COUNT_LIMIT,
      );
    }
    const events = await loadServerEvents(tx, serverId, filter, page);
    return toEventPage(events, limit, await countServerEvents(tx, serverId, filter), COUNT_LIMIT);
  },
});
