import { refused } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { beginDraft } from "../begin-draft.ts";
import { campaignHead } from "../campaign-head.ts";
import { campaignInput } from "../input.ts";
import { nextIteration, whyNotRestarted } from "../restart.ts";
import { loadCampaign } from "../store.ts";

/**
 * Drafts a review of what nobody answered in a closed one and still stands. The earlier one stays as it was signed.
 *
 * @throws AppError `refused` when it is not closed, or everything was answered
 */
export const restartCampaign = command({
  name: "restart-campaign",
  permission: "campaign:manage",
  input: campaignInput,
  run: async (context, { campaignId }) => {
    const { tx, actor, now } = context;
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const { state, totals, definition } = await campaignHead(tx, campaign, now);
    const reason = whyNotRestarted({ state, unanswered: totals.unanswered });
    if (reason !== null) throw refused(reason, { kind: "campaign", id: campaignId, name: campaign.name });
    return beginDraft(context, nextIteration(definition, campaignId), campaignId);
  },
});
