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

/** Of each of these tools that anybody asked about. */
export function findUseOfEach(tx: Tx, organizationId: string, toolIds: readonly string[]) {
  return tx.$queryRaw<(UseRow & { toolId: string })[]>`
    select tool_id as "toolId", sum(allowed)::bigint as allowed, sum(denied)::bigint as denied,
      max(last_allowed_at) as "lastAllowedAt"
    from tool_use
    where organization_id = ${organizationId}::uuid and tool_id = any (${[...toolIds]}::uuid[])
    group by tool_id`;
}

/** Of each of these consumers, what it asked of a server's tools. */
export function findUseOfAccess(
  tx: Tx,
  organizationId: string,
  pairs: readonly { consumerId: string; serverId: string }[],
) {
  const consumerIds = pairs.map(({ consumerId }) => consumerId);
  const serverIds = pairs.map(({ serverId }) => serverId);
  return tx.$queryRaw<(UseRow & { consumerId: string; serverId: string })[]>`
    select u.consumer_id as "consumerId", t.server_id as "serverId", sum(u.allowed)::bigint as allowed,
      sum(u.denied)::bigint as denied, max(u.last_allowed_at) as "lastAllowedAt"
    from (
      select distinct consumer_id, server_id
      from unnest(${consumerIds}::uuid[], ${serverIds}::uuid[]) as asked (consumer_id, server_id)
    ) asked
    join tool_use u on u.organization_id = ${organizationId}::uuid and u.consumer_id = asked.consumer_id
    join tool t on t.organization_id = u.organization_id and t.id = u.tool_id and t.server_id = asked.server_id
    group by u.consumer_id, t.server_id`;
}

/** Of everything a consumer asked for. */
export async function findUseOfConsumer(tx: Tx, organizationId: string, consumerId: string): Promise<UseRow> {
  const [row] = await tx.$queryRaw<UseRow[]>`
    select coalesce(sum(allowed), 0)::bigint as allowed, coalesce(sum(denied), 0)::bigint as denied,
      max(last_allowed_at) as "lastAllowedAt"
    from tool_use where organization_id = ${organizationId}::uuid and consumer_id = ${consumerId}::uuid`;
  return row ?? { allowed: 0n, denied: 0n, lastAllowedAt: null };
}
