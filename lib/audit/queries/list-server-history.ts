import { isPermitted } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { toEventPage } from "../event-view.ts";
import { typesOfKind } from "../history-kinds.ts";
import { listServerHistoryInput } from "../input.ts";
import { COUNT_LIMIT, countServerEvents, loadServerEvents, type StoredEvent } from "../store.ts";

/**
 * What happened to one server, newest first, of one kind or by one person where asked, for everybody who may see the server.
 * What people said about a request stays with those who may read it. How an item of a review was answered stays with the
 * review and those who may read the trail: second looks, and stages that do not show earlier answers, are taken without
 * knowing it. A server of another organization has no history here: an empty page.
 */
export const listServerHistory = query({
  name: "list-server-history",
  permission: "server:read",
  input: listServerHistoryInput,
  run: async ({ tx, actor }, { serverId, kind, actorId, cursor, limit }) => {
    const filter = { actorId, types: kind === undefined ? undefined : typesOfKind(kind) };
    const page = { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 };
    const found = await loadServerEvents(tx, serverId, filter, page);
    const readable = isPermitted(actor, "request:read-all") ? found : found.map(withoutWords);
    const events = isPermitted(actor, "audit:read") ? readable : readable.map(withoutAnswer);
    return toEventPage(events, limit, await countServerEvents(tx, serverId, filter), COUNT_LIMIT);
  },
});

/** What happened to a request, without what was said of it. */
function withoutWords(event: StoredEvent): StoredEvent {
  if (event.subjectKind !== "request") return event;
  const { comment, reason, justification, emergency, ...detail } = event.detail;
  return { ...event, detail };
}

/** That an item of a review was answered, without how. */
function withoutAnswer(event: StoredEvent): StoredEvent {
  if (event.type !== "campaign.item_decided") return event;
  const { serverId = null, campaignId = null, subjectKind = null } = event.detail;
  return { ...event, detail: { serverId, campaignId, subjectKind } };
}
