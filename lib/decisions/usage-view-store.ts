import type { Tx } from "#lib/kernel/db.ts";

/** Calls that were asked about, and when the last one was allowed. */
export interface UseRow {
  allowed: bigint;
  denied: bigint;
  lastAllowedAt: Date | null;
}

/** Of each tool of a server that anybody asked about. */
export function findUseOfTools(tx: Tx, organizationId: string, serverId: string) {
  return tx.$queryRaw<(UseRow & { toolId: string })[]>`
    select u.tool_id as "toolId", sum(u.allowed)::bigint as allowed, sum(u.denied)::bigint as denied,
      max(u.last_allowed_at) as "lastAllowedAt"
    from tool t join tool_use u on u.organization_id = t.organization_id and u.tool_id = t.id
    where t.organization_id = ${organizationId}::uuid and t.server_id = ${serverId}::uuid group by u.tool_id`;
}

/** Of everything a consumer asked for. */
export async function findUseOfConsumer(tx: Tx, organizationId: string, consumerId: string): Promise<UseRow> {
  const [row] = await tx.$queryRaw<UseRow[]>`
    select coalesce(sum(allowed), 0)::bigint as allowed, coalesce(sum(denied), 0)::bigint as denied,
      max(last_allowed_at) as "lastAllowedAt"
    from tool_use where organization_id = ${organizationId}::uuid and consumer_id = ${consumerId}::uuid`;
  return row ?? { allowed: 0n, denied: 0n, lastAllowedAt: null };
}
