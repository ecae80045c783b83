import type { Tx } from "#lib/kernel/db.ts";
import {
  type CutOff,
  findCutOff,
  findHeldGrants,
  findRevokedByPeople,
  findToolsByGlass,
  findWaitingGrants,
  type HeldGrant,
  type RevokedByPerson,
  type Things,
  type ToolByGlass,
} from "../held-store.ts";

export type { CutOff, RevokedByPerson, ToolByGlass } from "../held-store.ts";

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

/** Which of these things a person ended, with nothing granted since; `before` asks how it was when a request took effect. */
export async function loadRevokedByPeople(
  tx: Tx,
  serverId: string,
  things: { toolIds: readonly string[]; consumerIds: readonly string[] },
  before: { requestId: string; at: Date } | null = null,
): Promise<RevokedByPerson[]> {
  return findRevokedByPeople(tx, serverId, things, before);
}

/** Which of these tools are in force by breaking glass now. */
export async function loadToolsByGlass(
  tx: Tx,
  toolIds: readonly string[],
  now: Date,
): Promise<ToolByGlass[]> {
  return toolIds.length === 0 ? [] : findToolsByGlass(tx, toolIds, now);
}
