import { serverInput } from "#lib/grants/input.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { type CommandContext, command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import { beginClose } from "../begin-close.ts";
import { loadCloseEffect } from "../brake-store.ts";
import { settleEnded } from "../close-store.ts";
import { loadLeft, lockCampaignsAbout } from "../closing-store.ts";
import { loadCampaign } from "../store.ts";

/**
 * Says in every running review that nothing needs doing about what ended with a server that was cut off for good: it waits
 * for nobody's answer any more. A review of which nothing is left closes by itself. Running it again changes nothing.
 */
export const closeReviewsOfEndedServer = command({
  name: "close-reviews-of-ended-server",
  permission: "campaign:end",
  input: serverInput,
  run: async (context, { serverId }) => {
    const { tx, actor } = context;
    const server = await loadServer(tx, { id: serverId });
    if (server.state !== "revoked" && server.state !== "retired") return unchanged(null);
    const events: AuditableEvent[] = [];
    const jobs: Job[] = [];
    for (const campaignId of await lockCampaignsAbout(tx, actor.organizationId, serverId)) {
      const told = await settleOne(context, campaignId, server);
      events.push(...told.events);
      jobs.push(...told.jobs);
    }
    const some = someEvents(events);
    return some === null ? unchanged(null) : { result: null, events: some, jobs };
  },
});

async function settleOne(
  context: CommandContext,
  campaignId: string,
  server: { id: string; name: string },
): Promise<{ events: AuditableEvent[]; jobs: readonly Job[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const count = await settleEnded(tx, organizationId, campaignId, { serverId: server.id, now });
  if (count === 0) return { events: [], jobs: [] };
  const campaign = await loadCampaign(tx, organizationId, campaignId);
  const ended: AuditableEvent = {
    type: "campaign.items_ended",
    subject: { kind: "campaign", id: campaignId, name: campaign.name },
    detail: { campaignId, serverId: server.id, server: server.name, items: count },
  };
  if ((await loadLeft(tx, campaignId)).open > 0) return { events: [ended], jobs: [] };
  const effect = await loadCloseEffect(tx, organizationId, campaign, now);
  const begun = await beginClose(context, campaign, { askedById: null, confirmedById: null, effect });
  return { events: [ended, ...begun.events], jobs: begun.jobs ?? [] };
}
