import type { Tx } from "../kernel/db.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import type { BulkCounts } from "./model.ts";
import { type BulkChangeRecord, saveBulkChange } from "./store.ts";

export type Ending =
  | { state: "finished" }
  | { state: "cancelled" }
  /** Why it stopped, in words. */
  | { state: "failed"; reason: string };

/** Ends a bulk change and tells who asked for it; new owners are told too. */
export async function endBulkChange(
  tx: Tx,
  change: BulkChangeRecord,
  counts: BulkCounts,
  ending: Ending,
  now: Date,
): Promise<AuditableEvent> {
  const reason = ending.state === "failed" ? ending.reason : null;
  await saveBulkChange(tx, change.id, {
    ...counts,
    state: ending.state,
    stateReason: reason,
    isGathered: ending.state === "finished" ? true : change.isGathered,
    progressAt: now,
    finishedAt: now,
  });
  return {
    type: `bulk_change.${ending.state}`,
    subject: { kind: "bulk_change", id: change.id, name: change.title },
    detail: {
      ...counts,
      reason,
      notify: [change.askedById, ...newOwners(change, counts)],
      href: `/servers/bulk/${change.id}`,
    },
  };
}

function newOwners({ action, parameters }: BulkChangeRecord, { changedCount }: BulkCounts): string[] {
  if (action !== "assign_owners" || changedCount === 0) return [];
  const { ownerId, backupOwnerId } = parameters as { ownerId?: string; backupOwnerId?: string | null };
  return [ownerId, backupOwnerId].filter((id) => typeof id === "string");
}
