import { type GrantStatus, grantStatus } from "#lib/grants/model.ts";
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import type { Change } from "./change.ts";
import type { ItemFacts } from "./item-facts.ts";
import { type AskingCampaign, itemToDecide } from "./item-to-decide.ts";
import { allowedOnItem, type ItemAction, type ItemToDecide, needsReason } from "./model.ts";
import { mayPassOn } from "./reassigning.ts";
import type { ItemRow, PersonRow } from "./store.ts";
import { voiceOf } from "./voice.ts";

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
  /** What `change` asks for. */
  change: Change | null;
  decidedBy: PersonRow | null;
  /** In whose place a delegate answered. */
  decidedFor: PersonRow | null;
  /** Who is away, and whose answer is this person's to give until then (ISO 8601); null for one's own items and others'. */
  inPlaceOf: { name: string; until: string } | null;
  decidedAt: string | null;
  outcome: ItemOutcome | null;
  outcomeDetail: string | null;
  outcomeAt: string | null;
  /** When a second reviewer was asked, because the first answer came too fast. */
  sampledAt: string | null;
  /** Whether this person may pass it on: true, or the reason they may not. */
  passOn: true | string;
  /** For each action true, or the reason it is not to be had. */
  allowed: Record<ItemAction, true | string>;
  reasonNeeded: { keep: boolean; revoke: boolean; change: boolean };
}

/** One item as it is shown: plain values, people by name, and what this person may do with it now. */
export function toItemView(
  item: ItemRow,
  campaign: AskingCampaign,
  people: ReadonlyMap<string, PersonRow>,
  actor: Actor,
  now: Date,
): ReviewItemView {
  const facts = itemToDecide(item, campaign);
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
    isUnanswered:
      item.decision === "undecided" && (campaign.state === "closed" || campaign.state === "signed"),
    reason: item.reason,
    change: item.change,
    decidedBy: people.get(item.decidedById ?? "") ?? null,
    decidedFor: people.get(item.decidedForId ?? "") ?? null,
    inPlaceOf: inPlaceOf(facts, actor, now),
    decidedAt: item.decidedAt?.toISOString() ?? null,
    outcome: item.outcome,
    outcomeDetail: item.outcomeDetail,
    outcomeAt: item.outcomeAt?.toISOString() ?? null,
    sampledAt: item.sampledAt?.toISOString() ?? null,
    passOn: mayPassOn(facts, actor),
    allowed: allowedOnItem(facts, actor, now),
    reasonNeeded: {
      keep: needsReason(facts, "keep"),
      revoke: needsReason(facts, "revoke"),
      change: needsReason(facts, "change"),
    },
  };
}

function inPlaceOf(facts: ItemToDecide, actor: Actor, now: Date): ReviewItemView["inPlaceOf"] {
  const person = actingPerson(actor);
  const voice = person === null ? null : voiceOf(facts, person.userId, facts.absences ?? [], now);
  if (voice === null || !voice.ok || voice.onBehalfOf === null) return null;
  return { name: voice.onBehalfOf.absentName, until: voice.onBehalfOf.endsAt.toISOString() };
}

function statusOf({ grant, successor }: ItemRow, now: Date): GrantStatus | null {
  const standing = successor ?? grant;
  return standing === null ? null : grantStatus(standing, now);
}
