import type { Tx } from "#lib/kernel/db.ts";
import type { Party } from "./parties.ts";

/** Who is a party to these requests, and by what; `request_party` is where the database says so, for its guards too. */
export async function findParties(
  tx: Tx,
  organizationId: string,
  requestIds: readonly string[],
): Promise<(Party & { requestId: string })[]> {
  return tx.$queryRaw`
    select distinct asked.id as "requestId", p.person_id as "personId", p.part
    from unnest(${[...requestIds]}::uuid[]) as asked(id)
    -- Of each on its own, by its keys: of many together, the parties of all would be put together first.
    cross join lateral (
      select q.person_id, q.part from request_party q
      where q.organization_id = ${organizationId}::uuid and q.request_id = asked.id offset 0) p`;
}
