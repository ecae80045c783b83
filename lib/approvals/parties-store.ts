import type { Tx } from "#lib/kernel/db.ts";

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

/**
 * The people who had a part, since then, in what a server is or who answers for it: whoever did it or had Steward do it
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
    from unnest(array['server.identity_changed', 'server.owners_changed']) as told(type)
    cross join lateral audit_sequences_of_server(
      ${serverId}::uuid, told.type, null, ${since}, null, null, ${MOST_CHANGES}) as found(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = found.sequence
    cross join lateral (values
      (case when e.actor_kind in ('person', 'system') then e.actor_id end),
      ((e.detail ->> 'offeredById')::uuid),
      ((e.detail ->> 'claimedById')::uuid)
    ) as part(person_id)
    where part.person_id is not null`;
  return rows.map((row) => row.personId);
}

/** The function wants a limit; PostgreSQL's largest `int` is none. */
const MOST_CHANGES = 2_147_483_647;
