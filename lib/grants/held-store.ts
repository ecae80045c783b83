import type { Tx } from "#lib/kernel/db.ts";

/** A grant that a person suspended. */
export interface HeldGrant {
  id: string;
  toolId: string | null;
}

/** Grants of this server that a person suspended and that have not been ended. */
export async function findHeldGrants(tx: Tx, serverId: string): Promise<HeldGrant[]> {
  return tx.grant.findMany({
    where: { serverId, state: "suspended", suspendedById: { not: null } },
    select: { id: true, toolId: true },
  });
}

/** A thing whose last grant a person suspended, whether or not that grant was ended since. */
export interface CutOff {
  /** "refund_payment", "Support agent". */
  name: string;
  /** Who suspended it. */
  by: string;
  /** Their words, while they still are on record with it. */
  reason: string | null;
}

/** Which of these tools and consumers somebody suspended, without anything granted since: by name. */
export async function findCutOff(
  tx: Tx,
  serverId: string,
  { toolIds, consumerIds }: { toolIds: readonly string[]; consumerIds: readonly string[] },
): Promise<CutOff[]> {
  return tx.$queryRaw<CutOff[]>`
    select coalesce(t.name, c.name, 'grant') as name, u.name as by,
      case when g.state = 'suspended' then g.state_reason end as reason
    from (
      select distinct on (kind, tool_id, consumer_id) *
      from grants
      where server_id = ${serverId}::uuid
        and (tool_id = any (${[...toolIds]}::uuid[]) or consumer_id = any (${[...consumerIds]}::uuid[]))
      order by kind, tool_id, consumer_id, granted_at desc, id desc
    ) g
    join users u on u.organization_id = g.organization_id and u.id = g.suspended_by_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.state <> 'active'
    order by name`;
}

/** Grants of these things that Steward suspended, and so wait for an approval: ids in order. */
export async function findWaitingGrants(
  tx: Tx,
  serverId: string,
  { toolIds, consumerIds, scopeNames }: Things,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from grants
    where server_id = ${serverId}::uuid and state = 'suspended' and suspended_by_id is null
      and (tool_id = any (${[...toolIds]}::uuid[]) or consumer_id = any (${[...consumerIds]}::uuid[])
        or scope_name = any (${[...scopeNames]}::text[]))
    order by id`;
  return rows.map((row) => row.id);
}

export interface Things {
  toolIds: readonly string[];
  consumerIds: readonly string[];
  scopeNames: readonly string[];
}

/** A thing whose last grant a person ended: by their own act, in a review, by rejecting it, or as unjustified broken glass. */
export interface RevokedByPerson {
  name: string;
  by: string;
  reason: string | null;
  at: Date;
}

/**
 * Which of these tools and consumers a person ended, without anything granted since; as of now, or as it was before
 * a request put them in force. By name.
 */
export async function findRevokedByPeople(
  tx: Tx,
  serverId: string,
  { toolIds, consumerIds }: { toolIds: readonly string[]; consumerIds: readonly string[] },
  before: { requestId: string; at: Date } | null,
): Promise<RevokedByPerson[]> {
  const requestId = before?.requestId ?? null;
  const until = before?.at ?? null;
  return tx.$queryRaw<RevokedByPerson[]>`
    select coalesce(t.name, c.name, 'grant') as name, u.name as by, e.detail ->> 'reason' as reason, g.revoked_at as at
    from (
      select distinct on (kind, tool_id, consumer_id) *
      from grants
      where server_id = ${serverId}::uuid and request_id is distinct from ${requestId}::uuid
        and (${until}::timestamptz is null or granted_at <= ${until}::timestamptz)
        and (tool_id = any (${[...toolIds]}::uuid[]) or consumer_id = any (${[...consumerIds]}::uuid[]))
      order by kind, tool_id, consumer_id, granted_at desc, id desc
    ) g
    cross join lateral audit_sequences_of_server(
      ${serverId}::uuid, 'grant.revoked', null, g.revoked_at, null, null, ${NO_LIMIT}) as found(sequence)
    join audit_event e on e.organization_id = g.organization_id and e.sequence = found.sequence
      and e.subject_id = g.id and e.actor_kind = 'person'
      and e.detail ->> 'cause' in ('person', 'review', 'rejection', 'break_glass')
    join users u on u.organization_id = e.organization_id and u.id = e.actor_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.state = 'revoked' and (${until}::timestamptz is null or g.revoked_at <= ${until}::timestamptz)
    order by name`;
}

/** The function wants a limit; PostgreSQL's largest `int` is none. */
const NO_LIMIT = 2_147_483_647;

/** A tool that is in force by breaking glass, so that nobody approved it. */
export interface ToolByGlass {
  toolId: string | null;
  /** The request that broke the glass. */
  requestId: string | null;
  expiresAt: Date;
}

/** Which of these tools are in force by breaking glass, as of now. */
export async function findToolsByGlass(
  tx: Tx,
  toolIds: readonly string[],
  now: Date,
): Promise<ToolByGlass[]> {
  return tx.grant.findMany({
    where: {
      toolId: { in: [...toolIds] },
      state: "active",
      originKind: "break_glass",
      expiresAt: { gt: now },
    },
    select: { toolId: true, requestId: true, expiresAt: true },
  });
}
