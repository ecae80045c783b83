import type { Tx } from "#lib/kernel/db.ts";
import { findWaitingStages } from "../asked-facts-store.ts";
import type { RequestListRow } from "../list-store.ts";
import { type RequestItem, toRequestItem } from "../request-item.ts";
import { findOnlyRejectable } from "./find-only-rejectable.ts";

/** The rows of a page as a list shows them; `decider` is who they wait for, in a list of what is to be decided. */
export async function toRequestItems(
  tx: Tx,
  rows: readonly RequestListRow[],
  { organizationId, decider, now }: { organizationId: string; decider: { id: string } | null; now: Date },
): Promise<RequestItem[]> {
  const pending = rows.filter(({ state }) => state === "pending");
  const requestIds = pending.map(({ id }) => id);
  const waiting = await findWaitingStages(tx, organizationId, requestIds);
  const onlyRejectable =
    decider === null
      ? new Set<string>()
      : await findOnlyRejectable(tx, { organizationId, requestIds, personId: decider.id }, now);
  return rows.map((row) =>
    toRequestItem(
      row,
      { waitingPosition: waiting.get(row.id) ?? null, mayOnlyReject: onlyRejectable.has(row.id) },
      now,
    ),
  );
}
