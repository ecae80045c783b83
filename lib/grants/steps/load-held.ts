import type { Tx } from "#lib/kernel/db.ts";
import { type CutOff, findCutOff, findHeldGrants, type HeldGrant } from "../held-store.ts";

export type { CutOff } from "../held-store.ts";

/** Grants of this server that a person suspended: no request that ends, and no sweep, does anything to those. */
export async function loadHeldGrants(tx: Tx, serverId: string): Promise<HeldGrant[]> {
  return findHeldGrants(tx, serverId);
}

/** Which of these things somebody cut off: only they, an administrator, or an approval bring those back. */
export async function loadCutOff(
  tx: Tx,
  serverId: string,
  things: { toolIds: readonly string[]; consumerIds: readonly string[] },
): Promise<CutOff[]> {
  return findCutOff(tx, serverId, things);
}
