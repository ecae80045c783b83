import { isPermitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { typesOfKind } from "../history-kinds.ts";
import { listServerHistoryInput } from "../input.ts";
import { COUNT_LIMIT, countServerEvents, loadServerEvents, type StoredEvent } from "../store.ts";

/**
 * What happened to one server, newest first, of one kind or by one person where asked, for everybody who may see the server. What people said about a request stays with those who may read it. A server of another organization
 * has no history here: an empty page.
 */
export const listServerHistory = query({
  name: "list-server-history",
  permission: "server:read",
  input: listServerHistoryInput,
  run: async ({ tx, actor }, { serverId, kind, actorId, cursor, limit }) => {
    const filter = { actorId, types: kind === undefined ? undefined : typesOfKind(kind) };
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    const found = await loadServerEvents(tx, serverId, filter, page);
    const events = isPermitted(actor, "request:read-all") ? found : found.map(withoutWords);
    return toEventPage(events, limit, await countServerEvents(tx, serverId, filter), COUNT_LIMIT);
  },
});

/** What happened to a request, without what was said of it. */
function withoutWords(event: StoredEvent): StoredEvent {
  if (event.subjectKind !== "request") return event;
  const { comment, reason, justification, emergency, ...detail } = event.detail;
  return { ...event, detail };
}
