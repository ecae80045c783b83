import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { applyDecisions } from "../apply-decisions.ts";
import { brakeReason, closeEffect } from "../brake.ts";
import { evidenceHash, evidenceRecord } from "../evidence.ts";
import { closeCampaignInput } from "../input.ts";
import { decideCampaign } from "../model.ts";
import { loadItems, lockCampaign, saveCampaign, saveOutcomes } from "../store.ts";
import { isRemoval, tally } from "../tally.ts";

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
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
    const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
    const closing = decideCampaign(campaign.state, "begin-close");
    if (!closing.ok) throw new AppError(closing.code, closing.reason, { subject });
    const items = await loadItems(tx, campaign.id);
    const grants = await loadGrantsForReview(tx, campaign.serverId);
    const removals = items.filter(
      (one) => one.grant.state !== "revoked" && isRemoval(one, campaign.noResponse),
    );
    const active = grants.filter((grant) => grant.state === "active");
    const reason = brakeReason(closeEffect(removals.length, active.length), acknowledgedRemovals);
    if (reason !== null) throw refused(reason, subject);

    if (!(await saveCampaign(tx, organizationId, campaign, { state: closing.next })))
      throw conflict("review");
    const applied = await applyDecisions(context, campaign, items);
    await saveOutcomes(tx, applied.results, now);
    const after = await loadItems(tx, campaign.id);
    const closed = { ...campaign, state: "closed", closedAt: now } as const;
    const evidence = evidenceHash(evidenceRecord(closed, after));
    const held = { id: campaign.id, version: campaign.version + 1, state: closing.next };
    const fate = { state: closed.state, closedAt: now, evidenceHash: evidence };
    if (!(await saveCampaign(tx, organizationId, held, fate))) throw conflict("review");
    const totals = tally(after, campaign.noResponse);
    return {
      result: { campaignId, totals, evidenceHash: evidence },
      events: [
        {
          type: "campaign.closing",
          subject,
          detail: { serverId: campaign.serverId, campaignId, removals: removals.length },
        },
        ...applied.events,
        {
          type: "campaign.closed",
          subject,
          detail: { serverId: campaign.serverId, campaignId, totals: { ...totals }, evidenceHash: evidence },
        },
      ],
    };
  },
});
