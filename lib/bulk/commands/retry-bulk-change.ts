import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { bulkJob } from "../begin.ts";
import { bulkChangeInput } from "../input.ts";
import { allowedWithBulk, decideBulkChange } from "../model.ts";
import { reopenFailedRows } from "../row-store.ts";
import { factsOf, lockBulkChange, saveBulkChange } from "../store.ts";

/** Tries the servers that failed again, and goes on with those that still wait. What was changed is not touched. */
export const retryBulkChange = command({
  name: "retry-bulk-change",
  permission: "bulk-change:ask",
  input: bulkChangeInput,
  run: async ({ tx, actor, now }, { bulkChangeId }) => {
    const change = await lockBulkChange(tx, bulkChangeId);
    const subject = { kind: "bulk_change", id: change.id, name: change.title };
    const facts = factsOf(change);
    const { retry } = allowedWithBulk(facts, actor);
    if (retry !== true) throw refused(retry, subject);
    const verdict = decideBulkChange(facts, "retry");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    const reopened = await reopenFailedRows(tx, { organizationId: actor.organizationId, bulkChangeId });
    await saveBulkChange(tx, change.id, {
      state: verdict.next,
      stateReason: null,
      failedCount: change.failedCount - reopened,
      progressAt: now,
      finishedAt: null,
    });
    return {
      result: { bulkChangeId },
      events: [{ type: "bulk_change.retried", subject, detail: { reopened } }],
      jobs: [bulkJob(change.id)],
    };
  },
});
