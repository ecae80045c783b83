import type { Tx } from "#lib/kernel/db.ts";

export interface ReboundGrant {
  id: string;
  name: string;
}

/**
 * Binds the server's grants in force to another identity of it, by an approved request for a scope: those that were in
 * force when it was asked, on the identity it was asked on, and not what broke glass, which nobody approved. The
 * database lets nothing else move them.
 */
export async function rebindGrantRows(
  tx: Tx,
  organizationId: string,
  { serverId, requestId, before, after }: Rebinding,
  now: Date,
): Promise<ReboundGrant[]> {
  return tx.$queryRaw<ReboundGrant[]>`
    with bound as (
      select g.id, coalesce(t.name, g.scope_name, c.name, 'grant') || ' on ' || s.name as name
      from grants g
      join request r on r.organization_id = g.organization_id and r.id = ${requestId}::uuid
      join server s on s.organization_id = g.organization_id and s.id = g.server_id
      left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
      left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
      where g.organization_id = ${organizationId}::uuid and g.server_id = ${serverId}::uuid
        and g.state = 'active' and g.expires_at > ${now} and g.server_digest = ${before}
        and g.granted_at <= r.submitted_at and g.origin_kind <> 'break_glass'
      order by g.id for update of g
    )
    update grants g set server_digest = ${after}, rebound_by_request_id = ${requestId}::uuid, version = g.version + 1
    from bound b
    where g.organization_id = ${organizationId}::uuid and g.id = b.id
    returning g.id, b.name`;
}

export interface Rebinding {
  serverId: string;
  requestId: string;
  /** The server's identity when the scope was asked for, and as it is with the scope. */
  before: string;
  after: string;
}
