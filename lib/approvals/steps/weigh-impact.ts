import { loadGrantedImpacts } from "#lib/grants/steps/load-granted-impacts.ts";
import { highestImpact } from "#lib/inventory/impact.ts";
import { loadReachableImpacts } from "#lib/inventory/steps/load-reachable-impacts.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type { Impact } from "#lib/kernel/generated/enums.ts";

/**
 * The highest impact of what a request would grant: that of its tools and scopes and, when it lets a consumer in or gives
 * the server a scope, of every tool of the server that is enabled or may soon be.
 */
export async function weighImpact(
  tx: Tx,
  serverId: string,
  asked: {
    tools: readonly { reviewedImpact: Impact }[];
    scopes: readonly { impact: Impact }[];
    withAccess: boolean;
  },
): Promise<Impact> {
  const isForAllTools = asked.withAccess || asked.scopes.length > 0;
  const reached = isForAllTools
    ? [...(await loadGrantedImpacts(tx, serverId)), ...(await loadReachableImpacts(tx, serverId))]
    : [];
  return highestImpact([
    ...asked.tools.map((tool) => tool.reviewedImpact),
    ...asked.scopes.map((scope) => scope.impact),
    ...reached,
  ]);
}
