import { systemActor } from "#lib/kernel/actor.ts";
import type { Announcement, Reactions } from "#lib/kernel/reaction.ts";
import { noteReviewedServers } from "./commands/note-reviewed-servers.ts";

export const clockReactions: Reactions = { "campaign.closed": noteReviewed };

/** Its servers were reviewed, and their next review is due by the clock of the policy. */
async function noteReviewed({ organizationId, event }: Announcement): Promise<void> {
  const { campaignId } = event.detail;
  if (typeof campaignId !== "string") return;
  const actor = systemActor(organizationId, "review clock");
  let after: number | null = 0;
  while (after !== null) {
    const { next }: { next: number | null } = await noteReviewedServers(actor, { campaignId, after });
    after = next;
  }
}
