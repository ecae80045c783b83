import { actingPerson } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { AuditableEvent, JsonObject } from "../kernel/events.ts";
import type { BulkAction } from "../kernel/generated/enums.ts";
import { newId } from "../kernel/id.ts";
import type { Job } from "../kernel/outbox.ts";
import { insertRows } from "./row-store.ts";
import { countOpen, insertBulkChange, saveBulkChange } from "./store.ts";

export const BULK_TASK = "advance-bulk-change";

/** Bulk changes of one person that have not ended: each may freeze a million rows, changed or refused. */
export const OPEN_MAX = 10;

/** One chunk after the other: two jobs of one key are one while the first waits. */
export function bulkJob(bulkChangeId: string): Job {
  return { task: BULK_TASK, payload: { bulkChangeId }, key: `bulk-change:${bulkChangeId}` };
}

export interface BulkChangeToBegin {
  action: BulkAction;
  title: string;
  parameters: JsonObject;
  shownCount: number;
  /** Chosen one by one: frozen at once. */
  ids?: readonly string[];
  /** Frozen by the worker, in batches, before anything is changed. */
  filter?: JsonObject;
  putBackOfId?: string;
}

/** Puts a bulk change on record and hands it to the worker. The person who asks is the one whose rights decide. */
export async function beginBulkChange(
  { tx, actor, now }: CommandContext,
  { ids, filter, ...change }: BulkChangeToBegin,
): Promise<{ result: { bulkChangeId: string }; events: [AuditableEvent]; jobs: Job[] }> {
  const { organizationId } = actor;
  const askedById = actingPerson(actor)?.userId;
  if (askedById === undefined) throw new AppError("forbidden", "Only people ask for a bulk change.");
  if ((await countOpen(tx, askedById)) >= OPEN_MAX) {
    throw new AppError(
      "limited",
      `${OPEN_MAX} of your bulk changes have not ended yet. Wait for one, or cancel one.`,
    );
  }
  const bulkChangeId = newId(now);
  await insertBulkChange(tx, {
    ...change,
    ...(filter === undefined ? {} : { filter }),
    organizationId,
    id: bulkChangeId,
    askedById,
    askedAt: now,
    state: "queued",
    isGathered: ids !== undefined,
    progressAt: now,
  });
  if (ids !== undefined) {
    const totalCount = await insertRows(tx, { organizationId, bulkChangeId }, ids);
    if (totalCount === 0) throw new AppError("not_found", "None of these servers is there any more.");
    await saveBulkChange(tx, bulkChangeId, { totalCount });
  }
  const { title, parameters, shownCount, putBackOfId = null } = change;
  return {
    result: { bulkChangeId },
    events: [
      {
        type: "bulk_change.asked",
        subject: { kind: "bulk_change", id: bulkChangeId, name: title },
        detail: { parameters, filter: filter ?? null, shownCount, putBackOfId },
      },
    ],
    jobs: [bulkJob(bulkChangeId)],
  };
}
