import type { Tx } from "#lib/kernel/db.ts";
import { findLastToolGrants, type LastGrant } from "../store.ts";

/** For each of these tools its latest grant by approval, or by breaking glass too, whatever became of it, by tool id. */
export async function loadLastToolGrants(
  tx: Tx,
  toolIds: readonly string[],
  { withGlass }: { withGlass: boolean },
): Promise<ReadonlyMap<string, LastGrant>> {
  const grants = await findLastToolGrants(tx, toolIds, withGlass);
  return new Map(grants.map((grant) => [grant.toolId, grant]));
}
