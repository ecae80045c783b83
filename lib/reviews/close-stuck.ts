import type { Tx } from "#lib/kernel/db.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { loadLeft } from "./closing-store.ts";
import type { CampaignRow } from "./store.ts";
import { whomToTell } from "./whom-to-tell.ts";

/**
 * Tells whoever closes it that a review waits for a person: everything in it has come to something, and some of it failed.
 * Asked once what failed was written down; nothing where others are still tried, or failures are accepted.
 */
export async function closeStuck(tx: Tx, campaign: CampaignRow): Promise<AuditableEvent[]> {
  const { open, failed } = await loadLeft(tx, campaign.id);
  if (open > 0 || failed === 0 || campaign.failuresAcceptedById !== null) return [];
  return [
    {
      type: "campaign.close_failed",
      subject: { kind: "campaign", id: campaign.id, name: campaign.name },
      detail: {
        campaignId: campaign.id,
        failed,
        notify: await whomToTell(tx, campaign.closingAskedById ?? campaign.createdById),
        href: `/reviews/${campaign.id}`,
      },
    },
  ];
}
