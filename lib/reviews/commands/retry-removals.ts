import { conflict, refused } from "#lib/kernel/app-error.ts";
import { bulkCommand } from "#lib/kernel/command.ts";
import { closeJob } from "../begin-close.ts";
import { retryFailed } from "../close-store.ts";
import { saveClosing } from "../closing-store.ts";
import { campaignInput } from "../input.ts";
import { lockCampaign } from "../store.ts";

/**
 * Has everything that failed in a closing review tried again, at once. Who accepted that it had failed did not accept what
 * fails from here on.
 *
 * @throws AppError `refused` when it is not closing, or nothing failed
 */
export const retryRemovals = bulkCommand({
  name: "retry-removals",
  permission: "campaign:manage",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const campaign = await lockCampaign(tx, actor.organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    if (campaign.state !== "closing") throw refused("Only a review that is closing tries again.", subject);
    const count = await retryFailed(tx, campaignId, now);
    if (count === 0) throw refused("Nothing of it has failed.", subject);
    const isSaved = await saveClosing(tx, actor.organizationId, campaign, {
      closingProgressAt: now,
      failuresAcceptedById: null,
      failuresAcceptedAt: null,
      failuresReason: null,
    });
    if (!isSaved) throw conflict("review");
    return {
      result: { campaignId, count },
      events: [{ type: "campaign.close_retried", subject, detail: { campaignId, count } }],
      jobs: [closeJob(campaignId)],
    };
  },
});
