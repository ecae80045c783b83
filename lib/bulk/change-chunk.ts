import { changeServers } from "../inventory/steps/change-servers.ts";
import type { PersonActor } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import type { AuditableEvent } from "../kernel/events.ts";
import { askedChangeInput } from "./input.ts";
import { listWaitingRows, type SettledRow, settleRows } from "./row-store.ts";
import type { BulkChangeRecord } from "./store.ts";
import { toWanted } from "./wanted.ts";

export interface Chunk {
  settled: SettledRow[];
  /** One for each server that was changed. */
  events: AuditableEvent[];
}

/** Changes the next servers that wait, in the asker's name, and writes down what became of each. */
export async function changeChunk(
  tx: Tx,
  change: BulkChangeRecord,
  asker: PersonActor,
  { limit, now }: { limit: number; now: Date },
): Promise<Chunk> {
  const { organizationId } = asker;
  const of = { organizationId, bulkChangeId: change.id };
  const waiting = await listWaitingRows(tx, of, limit);
  if (waiting.length === 0) return { settled: [], events: [] };
  const asked = waiting.map(({ serverId, wanted, expected }) => ({
    serverId,
    wanted: wanted ?? wantedOf(change),
    ...(expected === null ? {} : { expected }),
  }));
  const context = { tx, organizationId, actor: asker, now, detail: { bulkChangeId: change.id } };
  const { plans, events } = await changeServers(context, asked);
  const planOf = new Map(plans.map((plan) => [plan.serverId, plan]));
  const settled = waiting.map(({ serverId }): SettledRow => {
    const plan = planOf.get(serverId);
    const row = { serverId, reason: null, before: null, after: null };
    if (plan === undefined) return { ...row, state: "failed", reason: "This server is not there any more." };
    if (plan.outcome === "refused") return { ...row, state: "refused", reason: plan.reason };
    if (plan.outcome === "unchanged") return { ...row, state: "unchanged" };
    return { ...row, state: "changed", before: plan.before, after: plan.after };
  });
  await settleRows(tx, of, settled, now);
  return { settled, events };
}

function wantedOf({ action, parameters }: BulkChangeRecord) {
  // Parsed when it was asked; parsed again, since it has been kept as JSON meanwhile.
  return toWanted(askedChangeInput.parse({ action, ...(parameters as object) }));
}
