import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { applyDecisions } from "./apply-decisions.ts";
import { EVIDENCE_FORMAT } from "./evidence.ts";
import { isRemoval } from "./model.ts";
import { sealEvidence } from "./seal-evidence.ts";
import { type CampaignRow, loadItems, saveCampaign, saveOutcomes } from "./store.ts";
import { stands, type Totals } from "./tally.ts";

export interface Closed {
  campaignId: string;
  totals: Totals;
  evidenceHash: string;
}

/**
 * Carries a review's answers out, verifies them, and hashes the evidence into the trail. The caller holds the campaign
 * and has decided that it may be closed.
 */
export async function closeReview(
  context: CommandContext,
  campaign: CampaignRow,
  closing: CampaignState,
): Promise<Outcome<Closed>> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
  const items = await loadItems(tx, campaign.id);
  const removals = items.filter((one) => stands(one) && isRemoval(one, campaign.definition.noResponse));
  if (!(await saveCampaign(tx, organizationId, campaign, { state: closing }))) throw conflict("review");
  const applied = await applyDecisions(context, campaign, items);
  await saveOutcomes(tx, applied.results, now);
  const { hash: evidence, totals } = await sealEvidence(tx, organizationId, campaign, now);
  const held = { id: campaign.id, version: campaign.version + 1, state: closing };
  const fate = {
    state: "closed" as const,
    closedAt: now,
    evidenceHash: evidence,
    evidenceFormat: EVIDENCE_FORMAT,
  };
  if (!(await saveCampaign(tx, organizationId, held, fate))) throw conflict("review");
  return {
    result: { campaignId: campaign.id, totals, evidenceHash: evidence },
    events: [
      {
        type: "campaign.closing",
        subject,
        detail: { serverId: campaign.serverId, campaignId: campaign.id, removals: removals.length },
      },
      ...applied.events,
      {
        type: "campaign.closed",
        subject,
        detail: {
          serverId: campaign.serverId,
          campaignId: campaign.id,
          totals: { ...totals },
          evidenceHash: evidence,
        },
      },
    ],
  };
}
