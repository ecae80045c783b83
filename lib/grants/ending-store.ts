import type { Tx } from "#lib/kernel/db.ts";
import type { GrantState } from "#lib/kernel/generated/enums.ts";

/** Revokes every grant of a server in one statement; the caller holds the server's row. */
export async function revokeGrantsOfServer(
  tx: Tx,
  organizationId: string,
  serverId: string,
  reason: string,
  now: Date,
): Promise<{ id: string; name: string; before: GrantState }[]> {
  return tx.$queryRaw<{ id: string; name: string; before: GrantState }[]>`
    with before as (
      select g.id, g.state, coalesce(t.name, g.scope_name, c.name, 'grant') || ' on ' || s.name as name
      from grants g
      join server s on s.organization_id = g.organization_id and s.id = g.server_id
      left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
      left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
      where g.organization_id = ${organizationId}::uuid and g.server_id = ${serverId}::uuid
        and g.state in ('active', 'suspended')
      order by g.id for update of g
    )
    update grants g set state = 'revoked', state_reason = ${reason}, revoked_at = ${now}, version = g.version + 1
    from before b
    where g.organization_id = ${organizationId}::uuid and g.id = b.id
    returning g.id, b.name, b.state::text as before`;
}

/** Revokes what is in force of a consumer's access, in one statement; the caller holds the consumer's row. */
export async function revokeGrantsOfConsumer(
  tx: Tx,
  organizationId: string,
  consumerId: string,
  reason: string,
  now: Date,
): Promise<{ id: string; name: string; serverId: string; before: GrantState }[]> {
  return tx.$queryRaw<{ id: string; name: string; serverId: string; before: GrantState }[]>`
    with before as (
      select g.id, g.state, g.server_id, c.name || ' on ' || s.name as name
      from grants g
      join server s on s.organization_id = g.organization_id and s.id = g.server_id
      join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
      where g.organization_id = ${organizationId}::uuid and g.consumer_id = ${consumerId}::uuid
        and g.state in ('active', 'suspended') and g.expires_at > ${now}
      order by g.id for update of g
    )
    update grants g set state = 'revoked', state_reason = ${reason}, revoked_at = ${now}, version = g.version + 1
    from before b
    where g.organization_id = ${organizationId}::uuid and g.id = b.id
    returning g.id, b.name, b.server_id as "serverId", b.state::text as before`;
}

/** What cutting the server off would end now; grants past their end count as ended. */
export async function countServerUse(
  tx: Tx,
  serverId: string,
  now: Date,
): Promise<{ tools: number; consumers: number; grants: number; consumerNames: string[] }> {
  const [row] = await tx.$queryRaw<
    { tools: number; consumers: number; grants: number; consumerNames: string[] }[]
  >`
    select count(*) filter (where g.kind = 'tool' and g.state = 'active' and g.expires_at > ${now})::int as tools,
      count(*) filter (where g.kind = 'access' and g.state = 'active' and g.expires_at > ${now})::int as consumers,
      count(*)::int as grants,
      coalesce((array_agg(c.name order by c.name)
        filter (where g.kind = 'access' and g.state = 'active' and g.expires_at > ${now}))[:10], '{}')
        as "consumerNames"
    from grants g
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.server_id = ${serverId}::uuid and g.state in ('active', 'suspended')`;
  return row ?? { tools: 0, consumers: 0, grants: 0, consumerNames: [] };
}
