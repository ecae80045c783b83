import type { Tx } from "#lib/kernel/db.ts";
import {
  type CutOff,
  findCutOff,
  findHeldGrants,
  findWaitingGrants,
  type HeldGrant,
  type Things,
} from "../held-store.ts";

export type { CutOff } from "../held-store.ts";

/** Grants of this server that a person suspended: no request that ends, and no sweep, does anything to those. */
export async function loadHeldGrants(tx: Tx, serverId: string): Promise<HeldGrant[]> {
  return findHeldGrants(tx, serverId);
}

/** Grants of these things that Steward suspended, whatever else is granted on the server: ids in order. */
export async function loadWaitingGrants(tx: Tx, serverId: string, things: Things): Promise<string[]> {
  return findWaitingGrants(tx, serverId, things);
}

/** Which of these things somebody cut off: only they, an administrator, or an approval bring those back. */
export async function loadCutOff(
  tx: Tx,
  serverId: string,
  things: { toolIds: readonly string[]; consumerIds: readonly string[] },
): Promise<CutOff[]> {
  return findCutOff(tx, serverId, things);
}
