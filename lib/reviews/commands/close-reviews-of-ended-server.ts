import { serverInput } from "#lib/grants/input.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import type { Job } from "#lib/kernel/outbox.ts";
import { lockCampaignsAbout } from "../closing-store.ts";
import { noteEnded } from "../note-ended.ts";

/**
 * Says in every running review that nothing needs doing about what ended with a server that was cut off for good. Running it
 * again changes nothing; what is more than one statement takes is noted within minutes.
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
      const noted = await noteEnded(context, campaignId, server);
      events.push(...noted.events);
      jobs.push(...noted.jobs);
    }
    const some = someEvents(events);
    return some === null ? unchanged(null) : { result: null, events: some, jobs };
  },
});
