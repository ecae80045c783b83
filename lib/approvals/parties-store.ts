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

/** The people who changed, since then, what a server is or who answers for it. All of them, however many. */
export async function findChangers(
  tx: Tx,
  organizationId: string,
  serverId: string,
  since: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ actorId: string }[]>`
    select distinct e.actor_id as "actorId"
    from unnest(array['server.identity_changed', 'server.owners_changed']) as told(type)
    cross join lateral audit_sequences_of_server(
      ${serverId}::uuid, told.type, null, ${since}, null, null, ${MOST_CHANGES}) as found(sequence)
    join audit_event e on e.organization_id = ${organizationId}::uuid and e.sequence = found.sequence
    where e.actor_kind = 'person' and e.actor_id is not null`;
  return rows.map((row) => row.actorId);
}

/** The function wants a limit; PostgreSQL's largest `int` is none. */
const MOST_CHANGES = 2_147_483_647;
