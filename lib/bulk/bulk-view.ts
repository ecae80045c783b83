import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";
import { notFound } from "../kernel/app-error.ts";
import type { BulkChangeRecord } from "./store.ts";

/** Whether this actor sees everybody's bulk changes; others see their own. */
export function seesAll(actor: Actor): boolean {
  return actor.kind === "system" || hasRole(actor, "admin") || hasRole(actor, "auditor");
}

/** @throws AppError `not_found` for somebody else's, unless one sees all */
export function assertVisible(change: BulkChangeRecord, actor: Actor): void {
  if (seesAll(actor) || change.askedById === actingPerson(actor)?.userId) return;
  throw notFound("bulk change");
}

/** A bulk change as lists and pages show it. Times are ISO 8601. */
export function toBulkView(change: BulkChangeRecord) {
  return {
    id: change.id,
    action: change.action,
    title: change.title,
    state: change.state,
    stateReason: change.stateReason,
    askedBy: change.askedBy,
    askedAt: change.askedAt.toISOString(),
    finishedAt: change.finishedAt?.toISOString() ?? null,
    isByFilter: change.filter !== null,
    putBackOfId: change.putBackOfId,
    shownCount: change.shownCount,
    isGathered: change.isGathered,
    totalCount: change.totalCount,
    changedCount: change.changedCount,
    unchangedCount: change.unchangedCount,
    refusedCount: change.refusedCount,
    failedCount: change.failedCount,
  };
}

export type BulkView = ReturnType<typeof toBulkView>;
