import type { Tx } from "#lib/kernel/db.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { loadFrozenServers } from "./scope-store.ts";
import type { CampaignRow } from "./store.ts";

/** A review of more servers than this says nothing in the history of each: their pages list it all the same. */
const SERVERS_TOLD_MAX = 20;

/** What happened to a review, in the history of each of the few servers that it asks about; nothing where they are many. */
export async function eventsOfServers(
  tx: Tx,
  { id: campaignId, name: review, summary, definition }: CampaignRow,
  type: "server.review_started" | "server.review_closed",
): Promise<AuditableEvent[]> {
  // What was frozen before there were summaries names its server.
  const servers = summary?.servers ?? definition.scope.serverIds.length;
  if (servers > SERVERS_TOLD_MAX) return [];
  const found = await loadFrozenServers(tx, campaignId);
  return found.map(({ id: serverId, name }) => ({
    type,
    subject: { kind: "server", id: serverId, name },
    detail: { serverId, campaignId, review },
  }));
}
