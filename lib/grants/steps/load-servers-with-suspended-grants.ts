import type { QueryContext } from "#lib/kernel/query.ts";
import { findServersWithSuspendedGrants } from "../drift-store.ts";

/** Ids of servers that have a suspended grant which is not at its end, at most `limit`. */
export async function loadServersWithSuspendedGrants(
  { tx, actor, now }: QueryContext,
  limit: number,
): Promise<string[]> {
  return findServersWithSuspendedGrants(tx, actor.organizationId, now, limit);
}
