import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

/**
 * Ids of servers where reopen-after-drift has something to do, in order, those after `after`, at most `limit`: a pending
 * request for something that has changed since, or a grant that Steward suspended and nobody asked for since. What the command
 * has already asked for is left out here by the same rule, so no server stands in another's way.
 */
export async function findServersToReopen(
  tx: Tx,
  page: {
    organizationId: string;
    now: Date;
    among: readonly string[] | undefined;
    after: string | undefined;
    limit: number;
  },
): Promise<string[]> {
  const { organizationId, now, among, after, limit } = page;
  const only = among === undefined ? Prisma.empty : Prisma.sql`and s.id = any(${among}::uuid[])`;
  const from = after === undefined ? Prisma.empty : Prisma.sql`and s.id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select s.id from server s
    where s.organization_id = ${organizationId}::uuid ${only} ${from}
      and (
        exists (
          select from request r
          left join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
          left join tool t on t.organization_id = i.organization_id and t.id = i.tool_id
          left join consumer b on b.organization_id = i.organization_id and b.id = i.consumer_id
          where r.organization_id = s.organization_id and r.server_id = s.id and r.state = 'pending'
            and (i.server_digest <> s.identity_digest or i.tool_digest <> t.digest or t.state = 'removed'
              or i.consumer_name <> b.name or i.consumer_kind <> b.kind
              or case when r.kind::text = 'move_to_production' then s.environment = 'production'
                else r.environment <> s.environment end
              or r.kind::text = 'extend_grants' and exists (
                select from grants e
                where e.organization_id = i.organization_id and e.id = i.grant_id
                  and (e.state <> 'active' or e.expires_at <= ${now}))
              or r.criticality <> s.criticality
              or not (r.policy_snapshot -> 'dataClasses' @> to_jsonb(data_in_reach(s.organization_id, s.id))
                and r.policy_snapshot -> 'dataClasses' <@ to_jsonb(data_in_reach(s.organization_id, s.id)))
              or t.reviewed_impact > r.impact
              or i.is_scope_held and not exists (
                select from scope p
                where p.organization_id = s.organization_id and p.server_id = s.id and p.name = i.scope_name
                  and p.system is not distinct from i.scope_system and p.breadth = i.scope_breadth)
              or (i.kind in ('access', 'scope') or r.kind::text = 'move_to_production') and exists (
                select from tool u
                where u.organization_id = s.organization_id and u.server_id = s.id
                  and u.state in ('enabled', 'pending', 'suspended') and u.reviewed_impact > r.impact)))
        or exists (
          select from grants g
          left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
          left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
          left join scope p on p.organization_id = g.organization_id and p.server_id = g.server_id
            and p.name = g.scope_name
          where g.organization_id = s.organization_id and g.server_id = s.id and g.state = 'suspended'
            and g.suspended_by_id is null and (g.suspended_for is null or exists (
              select from grant_drift d
              where d.organization_id = g.organization_id and d.grant_id = g.id and d.is_drifted))
            and c.deactivated_at is null and g.origin_kind <> 'break_glass'
            and g.expires_at > ${now} and (g.kind <> 'scope' or p.id is not null) and t.state is distinct from 'removed'
            and not exists (
              select from request r
              join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
              where r.organization_id = g.organization_id and r.server_id = g.server_id
                and r.submitted_at >= g.suspended_at
                and (i.tool_id = g.tool_id or i.consumer_id = g.consumer_id or i.scope_name = g.scope_name))))
    order by s.id limit ${limit}`;
  return rows.map((row) => row.id);
}
