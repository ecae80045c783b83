import { serverInput } from "#lib/grants/input.ts";
import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { closeReview } from "../close-review.ts";
import { decideCampaign } from "../model.ts";
import { findRunningCampaign, lockCampaign } from "../store.ts";

/**
 * Closes the review that runs on a server that was cut off for good. Every grant it asks about has ended, so nothing
 * is left to answer: what nobody answered is recorded as not needed. Running it again changes nothing.
 */
export const closeReviewsOfEndedServer = command({
  name: "close-reviews-of-ended-server",
  permission: "campaign:end",
  input: serverInput,
  run: async (context, { serverId }) => {
    const { tx, actor } = context;
    const server = await loadServer(tx, { id: serverId });
    const isEnded = server.state === "revoked" || server.state === "retired";
    const campaignId = isEnded ? await findRunningCampaign(tx, serverId) : null;
    if (campaignId === null) return unchanged(null);
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) return unchanged(null);
    return closeReview(context, campaign, closing.next);
  },
});
