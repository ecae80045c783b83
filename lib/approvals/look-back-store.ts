import type { Tx } from "#lib/kernel/db.ts";
import type { Seat } from "./seats.ts";

/**
 * Who had a part before in what is asked for: where Steward suspended the same, whoever asked for that or changed the
 * server since; and whoever withdrew a request for the same within 30 days. The database asks it again for each approval.
 */
export async function findPartiesBefore(
  tx: Tx,
  organizationId: string,
  serverId: string,
  asked: { toolIds: readonly string[]; consumerIds: readonly string[]; scopeNames: readonly string[] },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select before.person_id as "personId"
    from parties_of_before(${organizationId}::uuid, ${serverId}::uuid, ${[...asked.toolIds]}::uuid[],
      ${[...asked.consumerIds]}::uuid[], ${[...asked.scopeNames]}::text[]) as before(person_id)`;
  return rows.map(({ personId }) => personId);
}

/** The seats that nobody gave themselves within 30 days: by a role, a group or as the manager of the server's owner. */
export async function withoutSelfAppointed(
  tx: Tx,
  organizationId: string,
  serverId: string,
  seats: readonly Seat[],
): Promise<Seat[]> {
  if (seats.length === 0) return [];
  const rows = await tx.$queryRaw<{ index: number }[]>`
    select (asked.number - 1)::int as index
    from unnest(${seats.map(({ userId }) => userId)}::uuid[], ${seats.map(({ source }) => source)}::text[])
      with ordinality as asked(user_id, source, number)
    where appointed_themselves(${organizationId}::uuid, ${serverId}::uuid, asked.user_id, asked.source)`;
  const own = new Set(rows.map(({ index }) => index));
  return seats.filter((_seat, index) => !own.has(index));
}

/** Who owns a server now, or did within the last 30 days. */
export async function findOwnersLately(tx: Tx, organizationId: string, serverId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    select unnest(owners_lately(${organizationId}::uuid, ${serverId}::uuid)) as "personId"`;
  return rows.map(({ personId }) => personId);
}
