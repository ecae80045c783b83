import type { GrantState, ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import { isRemoval, type NoResponseByRisk } from "./model.ts";

export interface CountedItem {
  risk: ReviewRisk;
  decision: ItemDecision;
  outcome: ItemOutcome | null;
}

/**
 * Numbers that tie out: population = kept + revoked + changed + unanswered, and, once closed, removals = applied +
 * failed + notNeeded with removals = revoked + (unanswered, when no response means revoke).
 */
export interface Totals {
  population: number;
  kept: number;
  revoked: number;
  changed: number;
  unanswered: number;
  removals: number;
  applied: number;
  failed: number;
  notNeeded: number;
}

/** Counts a review's items. `applied`, `failed` and `notNeeded` are about removals only. */
export function tally(items: readonly CountedItem[], noResponse: NoResponseByRisk): Totals {
  const count = (test: (item: CountedItem) => boolean) => items.filter(test).length;
  const removed = items.filter((item) => isRemoval(item, noResponse));
  const cameOut = (outcome: ItemOutcome) => removed.filter((item) => item.outcome === outcome).length;
  return {
    population: items.length,
    kept: count((item) => item.decision === "keep"),
    revoked: count((item) => item.decision === "revoke"),
    changed: count((item) => item.decision === "change"),
    unanswered: count((item) => item.decision === "undecided"),
    removals: removed.length,
    applied: cameOut("applied"),
    failed: cameOut("failed"),
    notNeeded: cameOut("not_needed"),
  };
}

/** Is what the item is about still there: its grant, or what was carried on or issued in its place? */
export function stands(item: { grant: { state: GrantState } | null; successor: object | null }): boolean {
  return (item.grant !== null && item.grant.state !== "revoked") || item.successor !== null;
}
