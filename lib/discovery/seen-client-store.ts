import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";

export interface SeenClientKey {
  client: string;
  machine: string;
}

/** A client on a machine, and what its files show now. */
export interface SeenClientRow extends SeenClientKey {
  /** Governed servers, and found ones that nobody governs. */
  serverCount: number;
  candidateCount: number;
  /** Null when everything it showed is gone. */
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
}

/** Places counted for one client; beyond, it has more than anybody reads. */
const COUNTED_MAX = 1_000;

/** What the files of a client `w` on its machine show now. */
const SHOWN = Prisma.sql`
  select count(distinct c.server_id)::int as "serverCount",
    (count(distinct c.id) filter (where c.state = 'discovered'))::int as "candidateCount",
    min(s.first_seen_at) as "firstSeenAt", max(s.last_seen_at) as "lastSeenAt"
  from (
    select * from sighting s where s.client = w.client and s.machine = w.machine and s.gone_at is null
    limit ${COUNTED_MAX}
  ) s
  join candidate c on c.organization_id = s.organization_id and c.id = s.candidate_id`;

/** Clients in their order: from one to the next along the index, however many places each has. */
export async function listSeenClientRows(
  tx: Tx,
  after: SeenClientKey | null,
  limit: number,
): Promise<SeenClientRow[]> {
  const { client, machine } = after ?? { client: "", machine: "" };
  return tx.$queryRaw<SeenClientRow[]>`
    with recursive walked (client, machine, passed) as (
      select ${client}::text, ${machine}::text, 0
      union all
      select next.client, next.machine, walked.passed + 1 from walked
      cross join lateral (
        select s.client, s.machine from sighting s
        where (s.client, s.machine) > (walked.client, walked.machine)
        order by s.client, s.machine limit 1
      ) next
      where walked.passed < ${limit}
    )
    select w.client, w.machine, seen.* from walked w
    cross join lateral (${SHOWN}) seen
    where w.passed > 0 order by w.client, w.machine`;
}

/** The same of these clients only; one whose files show nothing is left out. */
export async function findSeenClientRows(tx: Tx, wanted: readonly SeenClientKey[]): Promise<SeenClientRow[]> {
  return tx.$queryRaw<SeenClientRow[]>`
    select w.client, w.machine, seen.*
    from (
      select distinct client, machine
      from unnest(${wanted.map((one) => one.client)}::text[], ${wanted.map((one) => one.machine)}::text[])
        asked (client, machine)
    ) w
    cross join lateral (${SHOWN}) seen
    where seen."firstSeenAt" is not null
    order by w.client, w.machine`;
}

export interface SeenServerRow {
  id: string;
  slug: string;
  name: string;
  placeCount: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  isGone: boolean;
}

/** Governed servers that the files of a client show or showed, last seen first. */
export async function listServersOfClient(
  tx: Tx,
  { client, machine }: SeenClientKey,
  limit: number,
): Promise<SeenServerRow[]> {
  return tx.$queryRaw<SeenServerRow[]>`
    select v.id, v.slug, v.name, count(*)::int as "placeCount", min(s.first_seen_at) as "firstSeenAt",
      max(s.last_seen_at) as "lastSeenAt", bool_and(s.gone_at is not null) as "isGone"
    from sighting s
    join candidate c on c.organization_id = s.organization_id and c.id = s.candidate_id
    join server v on v.organization_id = c.organization_id and v.id = c.server_id
    where s.client = ${client} and s.machine = ${machine}
    group by v.id, v.slug, v.name
    order by bool_and(s.gone_at is not null), max(s.last_seen_at) desc, v.name, v.id limit ${limit}`;
}
