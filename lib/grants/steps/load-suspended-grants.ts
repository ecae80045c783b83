import type { Tx } from "#lib/kernel/db.ts";
import { findSuspendedGrants, type SuspendedGrant } from "../drift-store.ts";

export type { SuspendedGrant } from "../drift-store.ts";

/**
 * Grants of this server that Steward suspended and that are not yet at their end: what a re-approval could bring back.
 * Access of a consumer that is out of use is left out, and what a person suspended: nothing is asked for it.
 */
export async function loadSuspendedGrants(tx: Tx, serverId: string, now: Date): Promise<SuspendedGrant[]> {
  return findSuspendedGrants(tx, serverId, now);
}
