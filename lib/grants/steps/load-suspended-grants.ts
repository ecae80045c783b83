import type { Tx } from "#lib/kernel/db.ts";
import { findSuspendedGrants, type SuspendedGrant } from "../drift-store.ts";

/**
 * Grants of this server that are suspended and not yet at their end: what a re-approval could bring back. Access of
 * a consumer that is out of use is left out: nothing is asked for it.
 */
export async function loadSuspendedGrants(tx: Tx, serverId: string, now: Date): Promise<SuspendedGrant[]> {
  return findSuspendedGrants(tx, serverId, now);
}
