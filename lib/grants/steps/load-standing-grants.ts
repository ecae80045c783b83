import type { Tx } from "#lib/kernel/db.ts";
import { findStandingGrants, type StandingGrant } from "../carried-on-store.ts";

export type { StandingGrant } from "../carried-on-store.ts";

/** More than so many are not carried on by one request. */
export const CARRIED_ON_MAX = 500;

/** These grants of a server, whatever became of them; those of another server are left out. */
export async function loadStandingGrants(
  tx: Tx,
  serverId: string,
  ids: readonly string[],
): Promise<StandingGrant[]> {
  return findStandingGrants(tx, serverId, { ids }, ids.length);
}

/** What a server's move to production has to carry on; at most one more than a request carries on, so that it is seen. */
export async function loadGrantsToMove(tx: Tx, serverId: string, now: Date): Promise<StandingGrant[]> {
  return findStandingGrants(tx, serverId, { toMoveAt: now }, CARRIED_ON_MAX + 1);
}
