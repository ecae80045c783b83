import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import { AppError, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { brakeReason, closeEffect } from "../brake.ts";
import { closeReview } from "../close-review.ts";
import { closeCampaignInput } from "../input.ts";
import { decideCampaign, isRemoval } from "../model.ts";
import { loadItems, lockCampaign } from "../store.ts";
import { stands } from "../tally.ts";

/**
 * Closes a review: what was not answered gets what the review says for no response, removals are carried out and
 * verified, and the evidence is hashed into the audit trail. All in one transaction.
 *
 * @throws AppError `refused` when it is not running, or when a mass effect was not acknowledged by its number;
 *   `conflict` when something it ends is changed at the same moment: nothing is closed, and it can be tried again
 */
export const closeCampaign = command({
  name: "close-campaign",
  permission: "campaign:manage",
  input: closeCampaignInput,
  run: async (context, { campaignId, acknowledgedRemovals }) => {
    const { tx, actor } = context;
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) throw new AppError(closing.code, closing.reason, { subject });
    const items = await loadItems(tx, campaign.id);
    const grants = campaign.serverId === null ? [] : await loadGrantsForReview(tx, campaign.serverId);
    const removals = items.filter((one) => stands(one) && isRemoval(one, campaign.definition.noResponse));
    const active = grants.filter((grant) => grant.state === "active");
    const reason = brakeReason(closeEffect(removals.length, active.length), acknowledgedRemovals);
    if (reason !== null) throw refused(reason, subject);
    return closeReview(context, campaign, closing.next);
  },
});
