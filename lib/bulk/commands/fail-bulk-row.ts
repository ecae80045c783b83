import { command, unchanged } from "../../kernel/command.ts";
import { bulkJob } from "../begin.ts";
import { bulkChangeInput } from "../input.ts";
import { listWaitingRows, settleRows } from "../row-store.ts";
import { lockBulkChange, saveBulkChange } from "../store.ts";

/**
 * Marks the next server that waits as failed, so that the others go on: the worker could not change it though it was
 * alone. It can be tried again. None is marked while servers are still gathered: nothing was tried with them.
 */
export const failBulkRow = command({
  name: "fail-bulk-row",
  permission: "bulk-change:apply",
  input: bulkChangeInput,
  run: async ({ tx, actor, now }, { bulkChangeId }) => {
    const change = await lockBulkChange(tx, bulkChangeId);
    const of = { organizationId: actor.organizationId, bulkChangeId };
    const [row] = await listWaitingRows(tx, of, 1);
    if (change.finishedAt !== null || !change.isGathered || row === undefined) {
      return unchanged({ isMarked: false });
    }
    const { serverId } = row;
    const reason = "Something went wrong on our side with this server. Try again, or tell an administrator.";
    await settleRows(tx, of, [{ serverId, state: "failed", reason, before: null, after: null }], now);
    await saveBulkChange(tx, change.id, { failedCount: change.failedCount + 1, progressAt: now });
    return {
      result: { isMarked: true },
      events: [
        {
          type: "bulk_change.progressed",
          subject: { kind: "bulk_change", id: change.id, name: change.title },
          detail: { totalCount: 1, failedCount: 1, refusals: [{ id: serverId, state: "failed", reason }] },
        },
      ],
      jobs: [bulkJob(change.id)],
    };
  },
});
