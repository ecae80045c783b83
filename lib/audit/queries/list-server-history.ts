import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { listServerHistoryInput } from "../input.ts";
import { COUNT_LIMIT, countServerEvents, loadServerEvents } from "../store.ts";

/**
 * What happened to one server, newest first, for everybody who may see the server. A server of another organization
 * has no history here: an empty page.
 */
export const listServerHistory = query({
  name: "list-server-history",
  permission: "server:read",
  input: listServerHistoryInput,
  run: async ({ tx }, { serverId, cursor, limit }) => {
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    const events = await loadServerEvents(tx, serverId, {}, page);
    return toEventPage(events, limit, await countServerEvents(tx, serverId, {}), COUNT_LIMIT);
  },
});
