import type { ItemToDecide } from "./model.ts";
import type { CampaignRow, ItemRow } from "./store.ts";
import type { ReviewAbsence } from "./voice.ts";

/** What of a review the rules about its items rest on. */
export interface AskingCampaign {
  state: CampaignRow["state"];
  /** The stage that is open. */
  stage: number;
  definition: Pick<CampaignRow["definition"], "needsReason">;
  /** Who is away, of its reviewers. */
  absences?: readonly ReviewAbsence[];
  /** By item, who answered it before it came to whoever it stands with now. */
  answeredBefore?: ReadonlyMap<string, readonly string[]>;
}

/** What the rules need to know of a stored item: its risk, and who owns the consumer now. */
export function itemToDecide(item: ItemRow, campaign: AskingCampaign): ItemToDecide {
  return {
    campaignState: campaign.state,
    isOpenStage: item.stage === campaign.stage,
    hasEnded: item.outcome !== null,
    absences: campaign.absences ?? [],
    answeredBefore: campaign.answeredBefore?.get(item.id) ?? [],
    needsReason: campaign.definition.needsReason,
    decision: item.decision,
    reviewerId: item.reviewerId,
    decidedById: item.decidedById,
    decidedAt: item.decidedAt,
    sampledAt: item.sampledAt,
    risk: item.risk,
    consumerOwnerId: item.grant?.consumer?.ownerId ?? null,
    frozenOwnerId: item.facts.consumer?.ownerId ?? null,
  };
}
