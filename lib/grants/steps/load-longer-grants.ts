import type { Tx } from "#lib/kernel/db.ts";
import { findLongerGrants, type LongerGrant } from "../longer-store.ts";

export type { LongerGrant } from "../longer-store.ts";

/**
 * What an approval for so long would end sooner than it ends now: an approved request takes the place of what is in
 * force of the same tools and scopes. Access that lasts longer stays as it is.
 */
export async function loadLongerGrants(
  tx: Tx,
  serverId: string,
  things: { toolIds: readonly string[]; scopeNames: readonly string[] },
  until: Date,
): Promise<LongerGrant[]> {
  return things.toolIds.length + things.scopeNames.length === 0
    ? []
    : findLongerGrants(tx, serverId, things, until);
}
