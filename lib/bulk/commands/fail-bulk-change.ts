import { command, unchanged } from "../../kernel/command.ts";
import { endBulkChange } from "../ending.ts";
import { bulkChangeInput } from "../input.ts";
import { decideBulkChange } from "../model.ts";
import { factsOf, lockBulkChange } from "../store.ts";

const UNGATHERED =
  "Something went wrong on our side while its servers were gathered. Nothing was changed. Try again, or tell an administrator.";
const GATHERED =
  "Something went wrong on our side and it could not go on. What is changed stays changed. Try again, or tell an administrator.";

/** Ends a bulk change that the worker cannot move on, so that it does not stay open for ever. It can be tried again. */
export const failBulkChange = command({
  name: "fail-bulk-change",
  permission: "bulk-change:apply",
  input: bulkChangeInput,
  run: async ({ tx, now }, { bulkChangeId }) => {
    const change = await lockBulkChange(tx, bulkChangeId);
    const verdict = decideBulkChange(factsOf(change), "fail");
    if (!verdict.ok) return unchanged({ isEnded: false });
    const { totalCount, changedCount, unchangedCount, refusedCount, failedCount } = change;
    const counts = { totalCount, changedCount, unchangedCount, refusedCount, failedCount };
    const reason = change.isGathered ? GATHERED : UNGATHERED;
    const ended = await endBulkChange(tx, change, counts, { state: "failed", reason }, now);
    return { result: { isEnded: true }, events: [ended] };
  },
});
