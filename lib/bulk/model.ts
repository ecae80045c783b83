/**
 * Bulk owns changes that one person asks for many servers at once: which servers, how far it is, and what became of
 * each. It promises that what is changed is what was gathered, that no server is changed twice, and that it stops when
 * the person who asked may no longer ask. It refuses to know the rules of a change: inventory decides each server as in
 * a single edit. Nothing is ever approved in bulk.
 */
import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";
import type { BulkAction, BulkChangeState, BulkRowState } from "../kernel/generated/enums.ts";
import { permitted } from "../kernel/permissions.ts";

export const ROW_STATES = [
  "waiting",
  "changed",
  "unchanged",
  "refused",
  "failed",
] as const satisfies readonly BulkRowState[];

export type BulkStep = "start" | "cancel" | "stop" | "finish" | "fail" | "retry";

/** The life of a bulk change. A cancel takes effect between two chunks. */
export const BULK_TRANSITIONS = {
  queued: { start: "running", cancel: "cancelled", fail: "failed" },
  running: { start: "running", cancel: "cancelling", finish: "finished", fail: "failed" },
  cancelling: { stop: "cancelled" },
  cancelled: {},
  finished: { retry: "queued" },
  failed: { retry: "queued" },
} as const satisfies Record<BulkChangeState, Partial<Record<BulkStep, BulkChangeState>>>;

export interface BulkCounts {
  totalCount: number;
  changedCount: number;
  unchangedCount: number;
  refusedCount: number;
  failedCount: number;
}

export interface BulkFacts extends BulkCounts {
  state: BulkChangeState;
  action: BulkAction;
  askedById: string;
  /** How many the person was shown. */
  shownCount: number;
  /** Whether all its servers are known; nothing is changed before. */
  isGathered: boolean;
}

export type BulkVerdict = { ok: true; next: BulkChangeState } | { ok: false; reason: string };

/** Whether the bulk change may take this step now, and the state that follows. */
export function decideBulkChange(change: BulkFacts, step: BulkStep): BulkVerdict {
  const transitions: Partial<Record<BulkStep, BulkChangeState>> = BULK_TRANSITIONS[change.state];
  const next = transitions[step];
  if (next === undefined) {
    return { ok: false, reason: `This bulk change is ${change.state}. ${NEXT_STEP[step]}` };
  }
  if (step === "finish" && settledCount(change) < change.totalCount) {
    return { ok: false, reason: "Some servers still wait." };
  }
  if (step === "retry") {
    const reason = whyNotRetry(change);
    if (reason !== null) return { ok: false, reason };
  }
  return { ok: true, next };
}

function whyNotRetry(change: BulkFacts): string | null {
  if (!change.isGathered) {
    return gathersTooMany(change)
      ? "More servers match than were shown. Ask for it again from the list, where you see how many."
      : null;
  }
  return change.failedCount === 0 && settledCount(change) === change.totalCount
    ? "No server failed, so there is nothing to try again."
    : null;
}

const NEXT_STEP: Record<BulkStep, string> = {
  start: "Only one that waits or runs goes on.",
  cancel: "Only one that waits or runs can be cancelled.",
  stop: "Only one that is being cancelled stops.",
  finish: "Only one that runs finishes.",
  fail: "Only one that waits or runs stops with a reason.",
  retry: "Only one that has ended without being cancelled is tried again.",
};

export function settledCount(counts: BulkCounts): number {
  return counts.changedCount + counts.unchangedCount + counts.refusedCount + counts.failedCount;
}

/** Whether what it changed can be put back by another bulk change. */
export function decidePutBack(change: BulkFacts): { ok: true } | { ok: false; reason: string } {
  if (!["finished", "cancelled", "failed"].includes(change.state)) {
    return { ok: false, reason: "Wait until it has ended, or cancel it first." };
  }
  if (change.action === "request_retirement") {
    return { ok: false, reason: "A request to retire is withdrawn on the server's page." };
  }
  if (change.changedCount === 0) return { ok: false, reason: "It changed nothing." };
  return { ok: true };
}

export type BulkButton = "cancel" | "retry" | "putBack";

/** For each thing that can be done with it: true, or the reason it cannot be done now. */
export function allowedWithBulk(change: BulkFacts, actor: Actor): Record<BulkButton, true | string> {
  const isAsker = actingPerson(actor)?.userId === change.askedById;
  const reason = (verdict: { ok: true } | { ok: false; reason: string }) =>
    verdict.ok ? true : verdict.reason;
  const mayAsk = permitted(actor, "bulk-change:ask");
  const byAskerOrAdmin =
    isAsker || hasRole(actor, "admin") ? null : "Only who asked for it, or an administrator.";
  return {
    cancel: mayAsk ?? byAskerOrAdmin ?? reason(decideBulkChange(change, "cancel")),
    retry:
      mayAsk ??
      (isAsker ? null : "Only who asked for it can try again.") ??
      reason(decideBulkChange(change, "retry")),
    putBack: mayAsk ?? byAskerOrAdmin ?? reason(decidePutBack(change)),
  };
}

/** A change of more servers than this, and of at least this share of the active ones, asks to type the count. */
export const BRAKE_COUNT = 100;
export const BRAKE_SHARE = 0.2;

/** Whether the mass brake asks the person to type how many servers they are about to change (product rule 10). */
export function isBraked(count: number, activeCount: number): boolean {
  return count > BRAKE_COUNT && count >= activeCount * BRAKE_SHARE;
}

/** Servers of one bulk change, at most. */
export const SERVERS_MAX = 1_000_000;

/** Whether it found more servers than may be changed at once, or far more than the person was shown. */
export function gathersTooMany({
  totalCount,
  shownCount,
}: Pick<BulkFacts, "totalCount" | "shownCount">): boolean {
  return totalCount > SERVERS_MAX || exceedsShown(totalCount, shownCount);
}

/** Servers that began to match while the person looked are few; many more is another question than was answered. */
export function exceedsShown(gatheredCount: number, shownCount: number): boolean {
  return gatheredCount > Math.ceil(shownCount * 1.05) + 10;
}
