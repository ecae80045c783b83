import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

/** Who asked for these requests. */
export async function findRequesters(
  tx: Tx,
  organizationId: string,
  requestIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: { organizationId, id: { in: [...requestIds] } },
    distinct: ["requesterId"],
    select: { requesterId: true },
  });
  return rows.map((row) => row.requesterId);
}

/** Who found new people for this request, or for one whose place it took: they have had a part in whom it asks. */
export async function findRepairers(tx: Tx, organizationId: string, requestId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    with recursive line as (
      select r.id, r.replaces_id, r.repaired_by_ids from request r
      where r.organization_id = ${organizationId}::uuid and r.id = ${requestId}::uuid
      union
      select r.id, r.replaces_id, r.repaired_by_ids from line
      join request r on r.organization_id = ${organizationId}::uuid and r.id = line.replaces_id)
    select distinct unnest(repaired_by_ids) as "personId" from line`;
  return rows.map((row) => row.personId);
}

/**
 * The people who had a part, since then, in what a server is, how much care it is said to need, or who answers for it: whoever did it or had Steward do it
 * for them, and whoever offered or claimed a seat that another then filled. All of them, however many.
 */
export async function findChangers(
  tx: Tx,
  organizationId: string,
  serverId: string,
  since: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select distinct part.person_id as "personId"
    from unnest(array['server.identity_changed', 'server.owners_changed', 'server.changed',
        'server.system_linked', 'server.system_unlinked']) as told(type)
    cross join lateral audit_sequences_of_server(
      ${serverId}::uuid, told.type, null, ${since}, null, null, ${MOST_CHANGES}) as found(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = found.sequence
    cross join lateral (values
      -- Whoever approved a scope did not have the server changed; whoever asked for it did.
      (coalesce((e.detail ->> 'requesterId')::uuid, case when e.actor_kind in ('person', 'system') then e.actor_id end)),
      ((e.detail ->> 'offeredById')::uuid),
      ((e.detail ->> 'claimedById')::uuid)
    ) as part(person_id)
    where part.person_id is not null and (e.type <> 'server.changed'
      -- What its path is chosen by; moved by an approved request, it was the approver who did it, and no party.
      or e.detail -> 'changes' ?| array['criticality', 'dataClasses', 'environment'] and not e.detail ? 'requestId')
    union
    select e.actor_id from ${systemChanges(organizationId, serverId, since)}`;
  return rows.map((row) => row.personId);
}

/**
 * Whoever declared a server to need less care since then: less critical, with less data, or nearer to development. They
 * chose whom its requests ask. Not whoever approved a move.
 */
export async function findLowerers(
  tx: Tx,
  organizationId: string,
  serverId: string,
  since: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select coalesce((e.detail ->> 'requesterId')::uuid, e.actor_id) as "personId"
    from audit_sequences_of_server(
      ${serverId}::uuid, 'server.changed', null, ${since}, null, null, ${MOST_CHANGES}) as found(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = found.sequence
    cross join lateral (select e.detail -> 'changes' as changes) c
    where e.actor_kind in ('person', 'system') and e.actor_id is not null and (
      (changes #>> '{criticality,after}')::criticality < (changes #>> '{criticality,before}')::criticality
      or (changes #>> '{environment,after}')::environment < (changes #>> '{environment,before}')::environment
      or not (changes #> '{dataClasses,after}') @> (changes #> '{dataClasses,before}'))
    union
    select e.actor_id from audit_sequences_of_server(
      ${serverId}::uuid, 'server.system_unlinked', null, ${since}, null, null, ${MOST_CHANGES}) as found(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = found.sequence
    where e.actor_kind = 'person' and e.detail -> 'dataClasses' <> '[]'
    union
    select e.actor_id from ${systemChanges(organizationId, serverId, since)}
      and not (e.detail #> '{changes,dataClasses,after}') @> (e.detail #> '{changes,dataClasses,before}')`;
  return rows.map((row) => row.personId);
}

/** Events `e` by which people changed what systems hold, of those that the server reaches or did since then. */
function systemChanges(organizationId: string, serverId: string, since: Date): Prisma.Sql {
  return Prisma.sql`(
      select l.system_id as id from server_system l
      where l.organization_id = ${organizationId}::uuid and l.server_id = ${serverId}::uuid
      union
      select (u.detail ->> 'systemId')::uuid
      from audit_sequences_of_server(
        ${serverId}::uuid, 'server.system_unlinked', null, ${since}, null, null, ${MOST_CHANGES}) as gone(sequence)
      join audit_event u on u.organization_id = ${organizationId}::uuid and u.sequence = gone.sequence
    ) as reached
    cross join lateral audit_sequences_of_server(
      reached.id, 'system.changed', null, ${since}, null, null, ${MOST_CHANGES}) as made(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = made.sequence
    where e.actor_kind = 'person' and e.detail -> 'changes' ? 'dataClasses'`;
}

/** Whether the database kept that a server, or what a system holds that it reaches, was declared to need less care since then. */
export async function isLoweredSince(tx: Tx, serverId: string, since: Date): Promise<boolean> {
  const lately = { loweredAt: { gt: since } };
  const isLowered = { OR: [lately, { systems: { some: { system: lately } } }] };
  return (await tx.server.count({ where: { id: serverId, ...isLowered } })) > 0;
}

/** Who said what the impact is of the tools that are weighed, and whether that is less than Steward suggests. */
export async function findOverriders(
  tx: Tx,
  organizationId: string,
  serverId: string,
  weighed: { toolIds: readonly string[]; isForAllTools: boolean },
): Promise<{ personId: string; isLower: boolean }[]> {
  return tx.$queryRaw`
    select t.reviewed_by_id as "personId", bool_or(t.reviewed_impact < t.suggested_impact) as "isLower"
    from tool t
    where t.organization_id = ${organizationId}::uuid and t.server_id = ${serverId}::uuid
      and t.reviewed_by_id is not null and (t.id = any (${[...weighed.toolIds]}::uuid[])
        or ${weighed.isForAllTools} and t.state in ('enabled', 'pending', 'suspended'))
    group by t.reviewed_by_id`;
}

/** Whoever put these consumers on record or said whose they are: they choose who is held to gain by them. */
export async function findConsumerMakers(
  tx: Tx,
  organizationId: string,
  consumerIds: readonly string[],
): Promise<string[]> {
  if (consumerIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select distinct e.actor_id as "personId"
    from audit_event e
    where e.organization_id = ${organizationId}::uuid and e.subject_kind = 'consumer'
      and e.subject_id = any (${[...consumerIds]}::uuid[])
      and (e.type = 'consumer.added' or e.type = 'consumer.changed' and e.detail -> 'changes' ? 'owner')
      and e.actor_kind = 'person'`;
  return rows.map((row) => row.personId);
}

/**
 * Owners of consumers whose access on this server they asked for themselves, and which waits. What others ask for somebody's
 * consumer makes nobody a party, or anybody could choose so who decides.
 */
export async function findWaitingConsumerOwners(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ ownerId: string }[]>`
    select distinct c.owner_id as "ownerId"
    from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'access'
    join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where r.organization_id = ${organizationId}::uuid and r.server_id = ${serverId}::uuid and r.state = 'pending'
      and c.owner_id = r.requester_id`;
  return rows.map((row) => row.ownerId);
}

/** The function wants a limit; PostgreSQL's largest `int` is none. */
const MOST_CHANGES = 2_147_483_647;
