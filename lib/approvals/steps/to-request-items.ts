import type { Tx } from "#lib/kernel/db.ts";
import { findWaitingStages } from "../asked-facts-store.ts";
import type { RequestListRow } from "../list-store.ts";
import { type RequestItem, type RequestVoice, toRequestItem } from "../request-item.ts";
import { findVoices } from "./find-voices.ts";

/** The rows of a page as a list shows them; `decider` is who they wait for, in a list of what is to be decided. */
export async function toRequestItems(
  tx: Tx,
  rows: readonly RequestListRow[],
  { organizationId, decider, now }: { organizationId: string; decider: { id: string } | null; now: Date },
): Promise<RequestItem[]> {
  const pending = rows.filter(({ state }) => state === "pending");
  const requestIds = pending.map(({ id }) => id);
  const waiting = await findWaitingStages(tx, organizationId, requestIds);
  const voices: ReadonlyMap<string, RequestVoice> =
    decider === null
      ? new Map()
      : await findVoices(tx, { organizationId, requestIds, personId: decider.id }, now);
  return rows.map((row) =>
    toRequestItem(
      row,
      { waitingPosition: waiting.get(row.id) ?? null, voice: voices.get(row.id) ?? null },
      now,
    ),
  );
}
