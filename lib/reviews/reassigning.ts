/** Passing items on: to whom that may be, and in which words it is refused. */
import { type Actor, actingPerson, hasRole } from "#lib/kernel/actor.ts";
import type { CampaignReassignmentKind, CampaignState, ItemDecision } from "#lib/kernel/generated/enums.ts";

/** Items that are passed on by their ids at once; more than that only as all of somebody's. */
export const REASSIGN_MAX = 500;

/** What somebody is to an item, the nearest first. */
export const CLOSENESS = [
  "owner",
  "backup_owner",
  "manager",
  "reviewers_manager",
  "stage",
  "fallback",
  "admin",
] as const;
export type Closeness = (typeof CLOSENESS)[number];

/** Somebody who could review an item. */
export interface PossibleReviewer {
  id: string;
  name: string;
  email: string;
  closeness: Closeness;
  isReviewer: boolean;
  /** They own the consumer whose access it is, or did when the review was frozen. */
  gains: boolean;
  /** They answered it in an earlier stage, or it is to be a second look at what they said. */
  answeredBefore: boolean;
}

interface Passed {
  campaignState: CampaignState;
  isOpenStage: boolean;
  hasEnded: boolean;
  decision: ItemDecision;
  reviewerId: string | null;
}

/** May this one pass the item on to somebody now? `true`, or the reason they may not. */
export function mayPassOn(item: Passed, actor: Actor): true | string {
  const person = actingPerson(actor);
  if (person === null) return "Only people pass items of a review on.";
  if (item.campaignState !== "running") return "This review does not run.";
  if (!item.isOpenStage) return "The stage in which this was asked is over.";
  if (item.hasEnded) return "It has ended, so there is nothing to pass on.";
  if (item.decision !== "undecided") return "It is answered, so there is nothing to pass on.";
  if (item.reviewerId !== person.userId && !hasRole(actor, "admin")) {
    return "Only whoever reviews this or an administrator passes it on.";
  }
  return true;
}

/** Why this person cannot have it; null when they can. `undefined` is nobody of those it may be. */
export function whyNotTo(person: PossibleReviewer | undefined): string | null {
  if (person === undefined) {
    return "Choose somebody who answers for the server, a manager, somebody this review asks, or an administrator.";
  }
  if (person.isReviewer) return `${person.name} reviews this already.`;
  if (person.gains)
    return `${person.name} owns the consumer whose access this is, or did when it was frozen.`;
  if (person.answeredBefore) return `${person.name} answered this before.`;
  return null;
}

export const REASSIGNMENT_WORDS: Record<CampaignReassignmentKind, string> = {
  by_hand: "Passed on",
  left: "Reviewer left",
  gains: "Reviewer owns or owned the consumer",
  nobody: "Had nobody",
  overdue: "Not answered in time",
  second_look: "To be looked at a second time",
};
