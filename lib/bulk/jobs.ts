import { z } from "zod";
import { systemActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { log } from "../kernel/log.ts";
import type { Sweep } from "../kernel/reaction.ts";
import { BULK_TASK } from "./begin.ts";
import { advanceBulkChange } from "./commands/advance-bulk-change.ts";
import { failBulkChange } from "./commands/fail-bulk-change.ts";
import { failBulkRow } from "./commands/fail-bulk-row.ts";
import { CHUNK_MAX } from "./input.ts";
import { getAsker } from "./queries/get-asker.ts";
import { listStalledBulkChanges } from "./queries/list-stalled-bulk-changes.ts";

const payloadInput = z.object({ organizationId: z.uuid(), bulkChangeId: z.uuid() });

/** One step a job, so that a worker told to stop ends within a chunk and others get their turn. */
export const tasks: Record<string, (payload: unknown) => Promise<void>> = {
  [BULK_TASK]: async (payload) => {
    const { organizationId, bulkChangeId } = payloadInput.parse(payload);
    await advance(organizationId, bulkChangeId, CHUNK_MAX);
  },
};

/** A worker that was killed leaves its job locked for hours: what stands still is moved on by the next. */
export const sweeps: readonly Sweep[] = [
  {
    name: "stalled-bulk-changes",
    everyMinutes: 1,
    run: async (organizationId) => {
      const stalled = await listStalledBulkChanges(systemActor(organizationId, "bulk change"), {});
      for (const change of stalled) await moveOn(organizationId, change);
    },
  },
];

/** One that cannot be moved on holds up no other; when that lasts for an hour it ends, and its asker is told. */
async function moveOn(
  organizationId: string,
  { id: bulkChangeId, isStuck }: { id: string; isStuck: boolean },
): Promise<void> {
  const failed = (error: unknown) =>
    log.error({ bulkChangeId, err: error }, "a bulk change could not be moved on");
  try {
    await advance(organizationId, bulkChangeId, CHUNK_MAX);
  } catch (error) {
    failed(error);
    const actor = systemActor(organizationId, "bulk change");
    if (isStuck) await failBulkChange(actor, { bulkChangeId }).catch(failed);
  }
}

/**
 * Moves on by at most `limit` servers. When that cannot be written it tries half as many, until the one server that
 * stands in the way is alone; that one is marked as failed. When servers cannot even be gathered, the whole ends.
 */
async function advance(organizationId: string, bulkChangeId: string, limit: number): Promise<void> {
  const { asker, isGathered } = await getAsker(systemActor(organizationId, "bulk change"), { bulkChangeId });
  const actor = systemActor(organizationId, "bulk change", asker);
  try {
    await advanceBulkChange(actor, { bulkChangeId, limit });
  } catch (error) {
    // Waiting helps against these; fewer servers would not.
    if (error instanceof AppError && (error.code === "unavailable" || error.code === "conflict")) throw error;
    if (isGathered && limit > 1) return advance(organizationId, bulkChangeId, Math.floor(limit / 2));
    log.error({ bulkChangeId, err: error }, "a server could not be changed in a bulk change");
    const { isMarked } = await failBulkRow(actor, { bulkChangeId });
    if (!isMarked) await failBulkChange(actor, { bulkChangeId });
  }
}
