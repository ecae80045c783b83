import { AppError, conflict, refused } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { BEING_GATHERED } from "./before-run.ts";
import { type CampaignAction, decideCampaign } from "./model.ts";
import { type CampaignRow, lockCampaign } from "./store.ts";

/**
 * A campaign that somebody is about to act on, as it was on their screen, locked.
 *
 * @throws AppError `not_found`; `refused` when its state does not allow it, or while its population is being gathered;
 *   `conflict` when somebody changed it since
 */
export async function editDraft(
  tx: Tx,
  organizationId: string,
  { campaignId, version }: { campaignId: string; version: number },
  action: CampaignAction,
): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, organizationId, campaignId, "update");
  const subject = { kind: "campaign", id: campaign.id, name: campaign.name };
  const verdict = decideCampaign(campaign.state, action);
  if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
  if (campaign.stagingAskedAt !== null) {
    throw refused(BEING_GATHERED, subject);
  }
  if (campaign.version !== version) throw conflict("review");
  return campaign;
}
