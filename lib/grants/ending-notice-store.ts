import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

export interface ServerWithEndings {
  id: string;
  slug: string;
  name: string;
  /** Soonest end first. */
  grants: { id: string; name: string; expiresAt: Date }[];
  /** The active people who answer for it. */
  notify: string[];
}

interface Marked {
  id: string;
  name: string;
  serverId: string;
  expiresAt: Date;
}

/** Days before its end after which nothing is told that was not told before. */
const TOLD_AHEAD_DAYS = 7;

/**
 * Of a grant `e` of consumer `c`: in force, about to end, and nobody has asked that it goes on. Without broken glass,
 * which does not. The bound that depends on no row is for the index `grants_ending_untold`: of 100,000 grants it reads the few
 * that are due, and not all that end within the week.
 */
const endsSoon = (now: Date) => Prisma.sql`e.state = 'active' and e.origin_kind <> 'break_glass'
  and c.deactivated_at is null and e.expires_at > ${now}::timestamptz
  and e.expires_at <= ${now}::timestamptz + make_interval(days => ${TOLD_AHEAD_DAYS})
  and not exists (
    select from request_item i
    join request r on r.organization_id = i.organization_id and r.id = i.request_id and r.state = 'pending'
    where i.organization_id = e.organization_id and i.grant_id = e.id)`;

/** The grants of a server that are about to end and could be asked to go on, soonest end first. */
export async function findEndingGrantIds(
  tx: Tx,
  serverId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id from grants e
    left join consumer c on c.organization_id = e.organization_id and c.id = e.consumer_id
    where e.server_id = ${serverId}::uuid and ${endsSoon(now)}
    order by e.expires_at, e.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Marks up to `limit` grants that are about to end and nobody was told of, and gives them by server: a week before the
 * end, or a day where they last two weeks at most. Not those of a
 * server that nobody active answers for: they wait until somebody does. Two at once share the work: what one has
 * locked, the other skips.
 */
export async function markEndingTold(
  tx: Tx,
  { organizationId, now, limit }: { organizationId: string; now: Date; limit: number },
): Promise<{ grantCount: number; servers: ServerWithEndings[] }> {
  const marked = await tx.$queryRaw<Marked[]>`
    update grants g set ending_told_at = ${now}
    from (
      select e.id, coalesce(t.name, c.name, e.scope_name) as name from grants e
      join server s on s.organization_id = e.organization_id and s.id = e.server_id
        and s.state not in ('revoked', 'retired')
      left join tool t on t.organization_id = e.organization_id and t.id = e.tool_id
      left join consumer c on c.organization_id = e.organization_id and c.id = e.consumer_id
      where e.organization_id = ${organizationId}::uuid and e.ending_told_at is null and ${endsSoon(now)}
        and (e.expires_at - e.granted_at > interval '14 days'
          or e.expires_at <= ${now}::timestamptz + interval '1 day')
        and exists (
          select from users u
          where u.organization_id = s.organization_id and u.id in (s.owner_id, s.backup_owner_id) and u.is_active)
      order by e.expires_at, e.id limit ${limit} for no key update of e skip locked
    ) due
    where g.id = due.id
    returning g.id, due.name, g.server_id as "serverId", g.expires_at as "expiresAt"`;
  const byServer = Map.groupBy(marked, (row) => row.serverId);
  const servers = await tx.server.findMany({
    where: { id: { in: [...byServer.keys()] } },
    select: { id: true, slug: true, name: true, owner: person, backupOwner: person },
    orderBy: { id: "asc" },
  });
  return {
    grantCount: marked.length,
    servers: servers.map(({ owner, backupOwner, ...server }) => ({
      ...server,
      grants: (byServer.get(server.id) ?? [])
        .map(({ id, name, expiresAt }) => ({ id, name, expiresAt }))
        .toSorted((one, other) => one.expiresAt.getTime() - other.expiresAt.getTime()),
      notify: [owner, backupOwner].flatMap((found) => (found?.isActive === true ? [found.id] : [])),
    })),
  };
}

const person = { select: { id: true, isActive: true } };
