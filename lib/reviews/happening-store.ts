import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import { SERVERS_PER_REVIEW_MAX, type TriggerKind } from "./trigger.ts";

/** What happened on a server for which no review has opened yet. */
export interface HappeningRow {
  serverId: string;
  slug: string;
  server: string;
  /** The first and the last of it. */
  firstAt: Date;
  at: Date;
  names: string[];
}

export interface Lookout {
  kind: TriggerKind;
  /** Only what happened after this. */
  since: Date;
  /** Only what happened until now. */
  now: Date;
  idleDays: number;
}

/**
 * What happened that no review asks about, the longest ago first, of servers that no open review of this kind asks about:
 * those come again when that one is closed.
 */
export async function loadHappenings(tx: Tx, lookout: Lookout): Promise<HappeningRow[]> {
  return tx.$queryRaw<HappeningRow[]>`
    with ${unanswered(lookout)}
    select x.server_id as "serverId", s.slug, s.name as server, x.first_at as "firstAt", x.at, x.names
    from unanswered x join server s on s.id = x.server_id
    where not exists (
      select from review_cause c join campaign k on k.organization_id = c.organization_id and k.id = c.campaign_id
      where c.server_id = x.server_id and c.kind = ${lookout.kind}::review_trigger_kind
        and k.state in ('draft', 'staged', 'running', 'closing'))
    order by x.first_at, x.server_id limit ${SERVERS_PER_REVIEW_MAX}`;
}

/** When the first of what no review has opened for happened; null when there is nothing. */
export async function findFirstUnanswered(tx: Tx, lookout: Lookout): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ first: Date | null }[]>`
    with ${unanswered(lookout)} select min(first_at) as first from unanswered`;
  return row?.first ?? null;
}

/** By server, what happened after the last thing that a review of this kind opened for. Three names of it. */
function unanswered(lookout: Lookout): Prisma.Sql {
  return Prisma.sql`
    happened as (${HAPPENED[lookout.kind](lookout)}),
    unanswered as (
      select h.server_id, min(h.at) as first_at, max(h.at) as at,
        (array_agg(distinct h.name) filter (where h.name is not null))[1:3] as names
      from happened h
      left join lateral (
        select max(c.happened_at) as at from review_cause c
        where c.server_id = h.server_id and c.kind = ${lookout.kind}::review_trigger_kind
      ) asked on true
      where h.at <= ${lookout.now} and h.at > coalesce(asked.at, '-infinity')
        and exists (select from server s where s.id = h.server_id and s.state in ('registered', 'active', 'suspended'))
      group by h.server_id
    )`;
}

const HAPPENED: Record<TriggerKind, (lookout: Lookout) => Prisma.Sql> = {
  owner_left: ({ since }) => Prisma.sql`
    select s.id as server_id, s.orphaned_at as at, u.name
    from server s join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    where s.orphaned_at > ${since} and not u.is_active`,
  tool_changed: ({ since, now }) => Prisma.sql`
    select t.server_id, v.seen_at as at, t.name
    from tool_version v join tool t on t.organization_id = v.organization_id and t.id = v.tool_id
    where v.change = 'material' and v.seen_at > ${since} and exists (
      select from grants g where g.tool_id = t.id and g.state <> 'revoked' and g.expires_at > ${now})`,
  credential_exposed: ({ since }) => Prisma.sql`
    select f.server_id, f.opened_at as at, c.name
    from finding f
    left join credential c on c.organization_id = f.organization_id and c.id::text = f.subject_key
    where f.opened_at > ${since} and f.rule in (${Prisma.join(EXPOSURES)})`,
  break_glass_used: ({ since }) => Prisma.sql`
    select g.server_id, g.granted_at as at, coalesce(t.name, c.name) as name
    from grants g
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.origin_kind = 'break_glass' and g.granted_at > ${since}`,
  // Once for each time that nobody uses it for so long. Use counts where it is reported at all, otherwise being seen.
  idle: ({ idleDays, now }) => Prisma.sql`
    select s.id as server_id, null as name,
      coalesce(case when exists (select from tool_use) then used.at else s.last_seen_at end, s.registered_at)
        + make_interval(days => ${idleDays}::int) as at
    from server s
    left join (
      select t.server_id, max(u.last_allowed_at) as at
      from tool_use u join tool t on t.organization_id = u.organization_id and t.id = u.tool_id
      group by t.server_id
    ) used on used.server_id = s.id
    where s.state = 'active' and s.registered_at <= ${now}::timestamptz - make_interval(days => ${idleDays}::int)`,
};

/** Rules of findings that say that a credential is where it should not be. */
const EXPOSURES = [
  "credential_in_configuration",
  "credential_reused",
  "former_credential_value_seen",
  "token_in_url",
];
