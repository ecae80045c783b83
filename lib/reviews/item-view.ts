import { type GrantStatus, grantStatus } from "#lib/grants/model.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import type { CampaignState, ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import type { ItemFacts } from "./item-facts.ts";
import { itemToDecide } from "./item-to-decide.ts";
import { allowedOnItem, type ItemAction, needsReason } from "./model.ts";
import type { ItemRow, PersonRow } from "./store.ts";

export interface ReviewItemView {
  id: string;
  version: number;
  position: number;
  subjectId: string;
  /** `slug` is null in reviews frozen before it was kept. */
  server: { id: string; name: string; slug: string | null };
  risk: ReviewRisk;
  /** As frozen. */
  facts: ItemFacts;
  /** The grant, or what stands in its place, as it is now; null for what is not a grant. */
  statusNow: GrantStatus | null;
  /** The grant was carried on or replaced since: the answer is about what stands in its place. */
  isCarriedOn: boolean;
  reviewer: PersonRow | null;
  decision: ItemDecision;
  /** Nobody answered before the review closed: never shown as a decision. */
  isUnanswered: boolean;
  reason: string | null;
  decidedBy: PersonRow | null;
  decidedAt: string | null;
  outcome: ItemOutcome | null;
  outcomeDetail: string | null;
  outcomeAt: string | null;
  /** For each action true, or the reason it is not to be had. */
  allowed: Record<ItemAction, true | string>;
  reasonNeeded: { keep: boolean; revoke: boolean };
}

/** One item as it is shown: plain values, people by name, and what this person may do with it now. */
export function toItemView(
  item: ItemRow,
  campaignState: CampaignState,
  people: ReadonlyMap<string, PersonRow>,
  actor: Actor,
  now: Date,
): ReviewItemView {
  const facts = itemToDecide(item, campaignState);
  return {
    id: item.id,
    version: item.version,
    position: item.position,
    subjectId: item.subjectId,
    server: { id: item.serverId, name: item.serverName, slug: item.facts.server?.slug ?? null },
    risk: item.risk,
    facts: item.facts,
    statusNow: statusOf(item, now),
    isCarriedOn: item.successor !== null,
    reviewer: people.get(item.reviewerId ?? "") ?? null,
    decision: item.decision,
    isUnanswered: item.decision === "undecided" && (campaignState === "closed" || campaignState === "signed"),
    reason: item.reason,
    decidedBy: people.get(item.decidedById ?? "") ?? null,
    decidedAt: item.decidedAt?.toISOString() ?? null,
    outcome: item.outcome,
    outcomeDetail: item.outcomeDetail,
    outcomeAt: item.outcomeAt?.toISOString() ?? null,
    allowed: allowedOnItem(facts, actor, now),
    reasonNeeded: { keep: needsReason(facts, "keep"), revoke: true },
  };
}

function statusOf({ grant, successor, facts }: ItemRow, now: Date): GrantStatus | null {
  if (successor !== null) return grantStatus(successor, now);
  if (grant === null || facts.expiresAt === null) return null;
  return grantStatus({ ...grant, expiresAt: new Date(facts.expiresAt) }, now);
}
