import type { Tx } from "../kernel/db.ts";

/** One value on more servers than this is shown as "and more". */
const SERVERS_MAX = 20;

/**
 * Active credentials of these servers whose fingerprint stands on other servers as well, and on which. In one
 * statement for some hundreds of servers: each fingerprint is one look into its index, stopped at SERVERS_MAX.
 */
export async function listReuse(
  tx: Tx,
  serverIds: readonly string[],
): Promise<Map<string, { slug: string; name: string }[]>> {
  const rows = await tx.$queryRaw<{ id: string; servers: { slug: string; name: string }[] }[]>`
    select c.id, n.servers
    from credential c
    cross join lateral (
      select jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name) order by x.name, x.slug) as servers
      from (
        select distinct s.slug, s.name
        from (
          select server_id from credential
          where fingerprint = c.fingerprint and server_id <> c.server_id and state = 'active'
          limit ${SERVERS_MAX}
        ) o
        join server s on s.id = o.server_id and s.state <> 'retired'
      ) x
    ) n
    where c.server_id = any(${[...serverIds]}::uuid[]) and c.state = 'active' and c.fingerprint is not null
      and n.servers is not null`;
  return new Map(rows.map((row) => [row.id, row.servers]));
}

export interface ReusePlace {
  credentialId: string;
  credential: string;
  slug: string;
  name: string;
  ownerName: string | null;
}

const PLACES_MAX = 200;

/** Every other credential on record with this fingerprint, by server; at most 200. */
export async function listReusePlaces(tx: Tx, fingerprint: string, exceptId: string): Promise<ReusePlace[]> {
  return tx.$queryRaw<ReusePlace[]>`
    select c.id as "credentialId", c.name as credential, s.slug, s.name, u.name as "ownerName"
    from credential c
    join server s on s.organization_id = c.organization_id and s.id = c.server_id
    left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    where c.fingerprint = ${fingerprint} and c.id <> ${exceptId}::uuid and c.state <> 'revoked'
      and s.state <> 'retired'
    order by s.name, c.id
    limit ${PLACES_MAX}`;
}
