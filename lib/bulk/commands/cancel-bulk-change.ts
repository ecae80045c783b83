import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import { bulkJob } from "../begin.ts";
import { bulkChangeInput } from "../input.ts";
import { allowedWithBulk, decideBulkChange } from "../model.ts";
import { factsOf, lockBulkChange, saveBulkChange } from "../store.ts";

/** Stops a bulk change before its next chunk. What was changed stays changed; it can be put back. */
export const cancelBulkChange = command({
  name: "cancel-bulk-change",
  permission: "bulk-change:ask",
  input: bulkChangeInput,
  run: async ({ tx, actor, now }, { bulkChangeId }) => {
    const change = await lockBulkChange(tx, bulkChangeId);
    const subject = { kind: "bulk_change", id: change.id, name: change.title };
    const facts = factsOf(change);
    const { cancel } = allowedWithBulk(facts, actor);
    if (cancel !== true) throw refused(cancel, subject);
    const verdict = decideBulkChange(facts, "cancel");
    if (!verdict.ok) throw refused(verdict.reason, subject);
    await saveBulkChange(tx, change.id, {
      state: verdict.next,
      progressAt: now,
      ...(verdict.next === "cancelled" ? { finishedAt: now } : {}),
    });
    return {
      result: { state: verdict.next },
      events: [{ type: "bulk_change.cancel_asked", subject, detail: { state: verdict.next } }],
      jobs: verdict.next === "cancelling" ? [bulkJob(change.id)] : [],
    };
  },
});
