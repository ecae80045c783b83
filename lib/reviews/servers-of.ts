import { listAllMatchingServers } from "#lib/inventory/steps/list-all-matching-servers.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { CampaignScope } from "./campaign-definition.ts";

/** The servers that a scope finds now; null for all of them. */
export async function serversOf(tx: Tx, scope: CampaignScope, now: Date): Promise<string[] | null> {
  if (scope.serverIds.length > 0) return scope.serverIds;
  return listAllMatchingServers(tx, scope.servers, now);
}
