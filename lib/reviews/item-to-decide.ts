import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { ItemToDecide } from "./model.ts";
import type { ItemRow } from "./store.ts";

/** What the rules need to know of a stored item: its risk, and who owns the consumer now. */
export function itemToDecide(item: ItemRow, campaignState: CampaignState): ItemToDecide {
  return {
    campaignState,
    decision: item.decision,
    reviewerId: item.reviewerId,
    decidedById: item.decidedById,
    decidedAt: item.decidedAt,
    risk: item.risk,
    consumerOwnerId: item.grant?.consumer?.ownerId ?? null,
  };
}
