import { serverFilterInput } from "../inventory/server-list-input.ts";
import { listMatchingServers, MATCHING_BATCH_MAX } from "../inventory/steps/list-matching-servers.ts";
import type { Tx } from "../kernel/db.ts";
import { insertPutBackRows, insertRows } from "./row-store.ts";
import type { BulkChangeRecord } from "./store.ts";

/** Batches gathered in one transaction. */
const BATCHES = 10;

export interface Gathered {
  count: number;
  /** The last server gathered; the next batch begins behind it. */
  after: string | null;
  isAll: boolean;
}

/** Freezes the next servers into the bulk change, by id: those its filter finds now, or those another one changed. */
export async function gatherServers(
  tx: Tx,
  organizationId: string,
  change: BulkChangeRecord,
  now: Date,
): Promise<Gathered> {
  const of = { organizationId, bulkChangeId: change.id };
  if (change.putBackOfId !== null) {
    const limit = BATCHES * MATCHING_BATCH_MAX;
    const from = { putBackOfId: change.putBackOfId, after: change.gatheredAfter, limit };
    const { count, last } = await insertPutBackRows(tx, of, from);
    return { count, after: last ?? change.gatheredAfter, isAll: count < limit };
  }
  // Parsed when it was asked; parsed again, since it has been kept as JSON meanwhile.
  const filter = serverFilterInput.parse(change.filter);
  let count = 0;
  let after = change.gatheredAfter;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const ids = await listMatchingServers(tx, filter, { after, limit: MATCHING_BATCH_MAX }, now);
    if (ids.length > 0) count += await insertRows(tx, of, ids);
    after = ids.at(-1) ?? after;
    if (ids.length < MATCHING_BATCH_MAX) return { count, after, isAll: true };
  }
  return { count, after, isAll: false };
}
