import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { typesOfKind } from "../history-kinds.ts";
import { listServerHistoryInput } from "../input.ts";
import { COUNT_LIMIT, countServerEvents, loadServerEvents } from "../store.ts";

/**
 * What happened to one server, newest first, of one kind or by one person where asked, for everybody who may see the server. A server of another organization
 * has no history here: an empty page.
 */
export const listServerHistory = query({
  name: "list-server-history",
  permission: "server:read",
  input: listServerHistoryInput,
  run: async ({ tx }, { serverId, kind, actorId, cursor, limit }) => {
    const filter = { actorId, types: kind === undefined ? undefined : typesOfKind(kind) };
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    const events = await loadServerEvents(tx, serverId, filter, page);
    return toEventPage(events, limit, await countServerEvents(tx, serverId, filter), COUNT_LIMIT);
  },
});
