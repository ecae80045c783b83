import type { Tx } from "#lib/kernel/db.ts";
import type { GrantState } from "#lib/kernel/generated/enums.ts";

export interface RevokedGrant {
  id: string;
  serverId: string;
  toolId: string | null;
  /** "refund_payment on Ticket desk": what the audit trail calls it. */
  name: string;
  reason: string;
  before: GrantState;
}

/** Revokes those of these grants that are not, each with its reason, locked in the order of their ids. */
export async function revokeGrantRows(
  tx: Tx,
  organizationId: string,
  grants: readonly { grantId: string; reason: string }[],
  now: Date,
): Promise<RevokedGrant[]> {
  const [ids, reasons] = [grants.map(({ grantId }) => grantId), grants.map(({ reason }) => reason)];
  return tx.$queryRaw<RevokedGrant[]>`
    with before as materialized (
      select g.id, g.state, g.server_id, g.tool_id, g.scope_name, g.consumer_id, n.reason
      from unnest(${ids}::uuid[], ${reasons}::text[]) as n(id, reason)
      join grants g on g.organization_id = ${organizationId}::uuid and g.id = n.id
      where g.state in ('active', 'suspended')
      order by g.id for update of g
    ),
    ended as (
      update grants g set state = 'revoked', state_reason = b.reason, revoked_at = ${now}, version = g.version + 1
      from before b
      where g.organization_id = ${organizationId}::uuid and g.id = b.id and g.state = b.state
      returning g.id
    )
    select b.id, b.server_id as "serverId", b.tool_id as "toolId", b.reason, b.state::text as before,
      coalesce(t.name, b.scope_name, c.name, 'grant') || ' on ' || s.name as name
    from before b
    join ended e on e.id = b.id
    join server s on s.organization_id = ${organizationId}::uuid and s.id = b.server_id
    left join tool t on t.organization_id = ${organizationId}::uuid and t.id = b.tool_id
    left join consumer c on c.organization_id = ${organizationId}::uuid and c.id = b.consumer_id
    order by b.id`;
}

export interface ShortenedGrant {
  id: string;
  serverId: string;
  name: string;
  before: Date;
  after: Date;
}

/** Lets those of these grants that stand end sooner, where that is sooner; locked in the order of their ids. */
export async function shortenGrantRows(
  tx: Tx,
  organizationId: string,
  grants: readonly { grantId: string; endsAt: Date }[],
): Promise<ShortenedGrant[]> {
  const ids = grants.map(({ grantId }) => grantId);
  const ends = grants.map(({ endsAt }) => endsAt.toISOString());
  return tx.$queryRaw<ShortenedGrant[]>`
    with before as materialized (
      select g.id, g.server_id, g.tool_id, g.scope_name, g.consumer_id, g.expires_at, n.ends_at
      from unnest(${ids}::uuid[], ${ends}::timestamptz[]) as n(id, ends_at)
      join grants g on g.organization_id = ${organizationId}::uuid and g.id = n.id
      where g.state in ('active', 'suspended') and g.expires_at > n.ends_at
      order by g.id for update of g
    ),
    shortened as (
      update grants g set expires_at = b.ends_at, ending_told_at = null, version = g.version + 1
      from before b
      where g.organization_id = ${organizationId}::uuid and g.id = b.id
      returning g.id
    )
    select b.id, b.server_id as "serverId", b.expires_at as before, b.ends_at as after,
      coalesce(t.name, b.scope_name, c.name, 'grant') || ' on ' || s.name as name
    from before b
    join shortened e on e.id = b.id
    join server s on s.organization_id = ${organizationId}::uuid and s.id = b.server_id
    left join tool t on t.organization_id = ${organizationId}::uuid and t.id = b.tool_id
    left join consumer c on c.organization_id = ${organizationId}::uuid and c.id = b.consumer_id
    order by b.id`;
}
