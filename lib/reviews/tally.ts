import type { ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk } from "./campaign-definition.ts";
import { isRemoval, type NoResponseByRisk } from "./model.ts";

export interface CountedItem {
  risk: ReviewRisk;
  decision: ItemDecision;
  outcome: ItemOutcome | null;
}

/**
 * Numbers that tie out: population = kept + revoked + changed + unanswered; and, once closed, removals = applied +
 * failed + notNeeded, with removals = revoked + (unanswered, where no response means revoke), and changed = changeApplied
 * + changeFailed + changeNotNeeded. `applied` is what was verified. A type, so that it counts as JSON.
 */
export type Totals = {
  population: number;
  kept: number;
  revoked: number;
  changed: number;
  unanswered: number;
  removals: number;
  applied: number;
  failed: number;
  notNeeded: number;
  changeApplied: number;
  changeFailed: number;
  changeNotNeeded: number;
};

/** Counts a review's items. `applied`, `failed` and `notNeeded` are about removals only. */
export function tally(items: readonly CountedItem[], noResponse: NoResponseByRisk): Totals {
  const totals = noTotals();
  for (const item of items) addTo(totals, item, noResponse);
  return totals;
}

export function noTotals(): Totals {
  return {
    population: 0,
    kept: 0,
    revoked: 0,
    changed: 0,
    unanswered: 0,
    removals: 0,
    applied: 0,
    failed: 0,
    notNeeded: 0,
    changeApplied: 0,
    changeFailed: 0,
    changeNotNeeded: 0,
  };
}

const DECIDED = { keep: "kept", revoke: "revoked", change: "changed", undecided: "unanswered" } as const;
const CAME_OUT = { applied: "applied", failed: "failed", not_needed: "notNeeded" } as const;
const CHANGE_CAME_OUT = {
  applied: "changeApplied",
  failed: "changeFailed",
  not_needed: "changeNotNeeded",
} as const;

/** Counts `count` items like this one, too. */
export function addTo(totals: Totals, item: CountedItem, noResponse: NoResponseByRisk, count = 1): void {
  totals.population += count;
  totals[DECIDED[item.decision]] += count;
  if (item.decision === "change" && item.outcome !== null) totals[CHANGE_CAME_OUT[item.outcome]] += count;
  if (!isRemoval(item, noResponse)) return;
  totals.removals += count;
  if (item.outcome !== null) totals[CAME_OUT[item.outcome]] += count;
}

/** Do the numbers of a closed review add up? */
export function tiesOut(totals: Totals): boolean {
  const { population, kept, revoked, changed, unanswered, removals, applied, failed, notNeeded } = totals;
  return (
    population === kept + revoked + changed + unanswered &&
    removals === applied + failed + notNeeded &&
    changed === totals.changeApplied + totals.changeFailed + totals.changeNotNeeded
  );
}
