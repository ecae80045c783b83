import { loadActingPerson } from "../../identity/steps/load-acting-person.ts";
import { type CommandContext, command, type Outcome, unchanged } from "../../kernel/command.ts";
import type { AuditableEvent, SomeEvents } from "../../kernel/events.ts";
import { permitted } from "../../kernel/permissions.ts";
import { bulkJob } from "../begin.ts";
import { changeChunk } from "../change-chunk.ts";
import { type Ending, endBulkChange } from "../ending.ts";
import { gatherServers } from "../gather.ts";
import { advanceBulkChangeInput } from "../input.ts";
import { type BulkCounts, gathersTooMany, settledCount } from "../model.ts";
import type { SettledRow } from "../row-store.ts";
import { type BulkChangeRecord, lockBulkChange, saveBulkChange } from "../store.ts";

type Advanced = Outcome<{ isEnded: boolean }>;

/**
 * Moves a bulk change on by one step, in one transaction: gathers the next servers, or changes the next chunk, or ends
 * it. Whoever asked is looked at again each time: without their right it stops. Told twice, it goes on where it is.
 */
export const advanceBulkChange = command({
  name: "advance-bulk-change",
  permission: "bulk-change:apply",
  input: advanceBulkChangeInput,
  run: async (context, { bulkChangeId, limit }) => {
    const { tx, actor, now } = context;
    const change = await lockBulkChange(tx, bulkChangeId);
    if (change.finishedAt !== null) return unchanged({ isEnded: true });
    if (change.state === "cancelling") return end(context, change, countsOf(change), { state: "cancelled" });
    const asked = { userId: change.askedById, jobId: change.id, at: change.askedAt };
    const asker = await loadActingPerson(tx, actor.organizationId, asked);
    const lost =
      asker === null ? "has left" : permitted(asker, "server:edit") && "may no longer change servers";
    if (asker === null || lost) {
      const reason = `${change.askedBy.name} ${lost}, so this stopped. What is changed stays changed.`;
      return end(context, change, countsOf(change), { state: "failed", reason });
    }
    if (!change.isGathered) return gather(context, change);
    const { settled, events } = await changeChunk(tx, change, asker, { limit, now });
    const counts = add(countsOf(change), settled);
    if (settled.length === 0 || settledCount(counts) === counts.totalCount) {
      const report = settled.length === 0 ? [] : [progressed(change, settled)];
      return end(context, change, counts, { state: "finished" }, [...events, ...report]);
    }
    return goOn(context, change, counts, [progressed(change, settled), ...events]);
  },
});

async function gather(context: CommandContext, change: BulkChangeRecord): Promise<Advanced> {
  const { tx, actor, now } = context;
  const { count, after, isAll } = await gatherServers(tx, actor.organizationId, change, now);
  const totalCount = change.totalCount + count;
  const counts = { ...countsOf(change), totalCount };
  if (gathersTooMany({ totalCount, shownCount: change.shownCount })) {
    const reason = `${totalCount.toLocaleString("en")} servers or more match by now, but ${change.shownCount.toLocaleString("en")} were shown. Nothing was changed; look at them again.`;
    return end(context, change, counts, { state: "failed", reason });
  }
  if (isAll && totalCount === 0) {
    return end(context, { ...change, isGathered: true }, counts, { state: "finished" });
  }
  const gathered: AuditableEvent = {
    type: "bulk_change.gathered",
    subject: subjectOf(change),
    detail: { count, totalCount, isAll },
  };
  return goOn(context, change, { totalCount, isGathered: isAll, gatheredAfter: after }, [gathered]);
}

async function goOn(
  { tx, now }: CommandContext,
  change: BulkChangeRecord,
  data: Parameters<typeof saveBulkChange>[2],
  events: SomeEvents,
): Promise<Advanced> {
  await saveBulkChange(tx, change.id, { ...data, state: "running", progressAt: now });
  return { result: { isEnded: false }, events, jobs: [bulkJob(change.id)] };
}

async function end(
  { tx, now }: CommandContext,
  change: BulkChangeRecord,
  counts: BulkCounts,
  ending: Ending,
  before: readonly AuditableEvent[] = [],
): Promise<Advanced> {
  const ended = await endBulkChange(tx, change, counts, ending, now);
  const [first, ...rest] = before;
  return { result: { isEnded: true }, events: first === undefined ? [ended] : [first, ...rest, ended] };
}

/** One line for the chunk, with every refusal: what was not done is in the trail too. */
function progressed(change: BulkChangeRecord, settled: readonly SettledRow[]): AuditableEvent {
  const refusals = settled.filter(({ reason }) => reason !== null);
  return {
    type: "bulk_change.progressed",
    subject: subjectOf(change),
    detail: {
      ...add({ totalCount: 0, changedCount: 0, unchangedCount: 0, refusedCount: 0, failedCount: 0 }, settled),
      totalCount: settled.length,
      refusals: refusals.map(({ serverId, state, reason }) => ({ id: serverId, state, reason })),
    },
  };
}

function subjectOf({ id, title }: BulkChangeRecord) {
  return { kind: "bulk_change", id, name: title };
}

function countsOf(change: BulkChangeRecord): BulkCounts {
  const { totalCount, changedCount, unchangedCount, refusedCount, failedCount } = change;
  return { totalCount, changedCount, unchangedCount, refusedCount, failedCount };
}

function add(counts: BulkCounts, settled: readonly SettledRow[]): BulkCounts {
  const of = (state: SettledRow["state"]) => settled.filter((row) => row.state === state).length;
  return {
    totalCount: counts.totalCount,
    changedCount: counts.changedCount + of("changed"),
    unchangedCount: counts.unchangedCount + of("unchanged"),
    refusedCount: counts.refusedCount + of("refused"),
    failedCount: counts.failedCount + of("failed"),
  };
}
