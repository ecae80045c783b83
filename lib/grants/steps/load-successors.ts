import type { Tx } from "#lib/kernel/db.ts";
import { findSuccessors, type Successor } from "../successor-store.ts";

export type { Successor } from "../successor-store.ts";

/** What is in force in the place of these ended grants now, by the ended one's id; see `findSuccessors`. */
export async function loadSuccessors(
  tx: Tx,
  grantIds: readonly string[],
): Promise<ReadonlyMap<string, Successor>> {
  return findSuccessors(tx, grantIds);
}
