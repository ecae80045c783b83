import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext, Outcome } from "#lib/kernel/command.ts";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import { applyDecisions } from "./apply-decisions.ts";
import { evidenceHash, evidenceRecord } from "./evidence.ts";
import { isRemoval } from "./model.ts";
import { type CampaignRow, loadItems, saveCampaign, saveOutcomes } from "./store.ts";
import { stands, tally } from "./tally.ts";

export interface Closed {
  campaignId: string;
  totals: ReturnType<typeof tally>;
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
  const after = await loadItems(tx, campaign.id);
  const closed = { ...campaign, state: "closed", closedAt: now } as const;
  const evidence = evidenceHash(evidenceRecord(closed, after));
  const held = { id: campaign.id, version: campaign.version + 1, state: closing };
  const fate = { state: closed.state, closedAt: now, evidenceHash: evidence };
  if (!(await saveCampaign(tx, organizationId, held, fate))) throw conflict("review");
  const totals = tally(after, campaign.definition.noResponse);
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
