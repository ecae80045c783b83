import { IMPACTS } from "../inventory/impact.ts";
import { SCOPE_BREADTHS } from "../inventory/model.ts";
import type { Tx } from "../kernel/db.ts";
import type { RoleCeilings } from "./model.ts";
import { likePattern } from "./role-ceilings.ts";

/** Servers of a role that a preview looks at, and counts: beyond it a number shows as "10,000+". */
export const PREVIEW_LIMIT = 10_000;

/** How many servers, retired ones left out, have this role, counted up to the limit. */
export async function countServersOfRole(
  tx: Tx,
  serverRoleId: string,
): Promise<{ count: number; isCapped: boolean }> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from server where server_role_id = ${serverRoleId}::uuid and state <> 'retired'
      limit ${PREVIEW_LIMIT + 1}) counted`;
  const count = row?.count ?? 0;
  return { count: Math.min(count, PREVIEW_LIMIT), isCapped: count > PREVIEW_LIMIT };
}

/**
 * Which servers of a role are above these ceilings: ids in order, from the first 10,000 servers of the role, in one
 * statement over those servers and their parts only. Says what the rule `exceeds_role` says; a test holds them together.
 */
export async function listServersAbove(
  tx: Tx,
  serverRoleId: string,
  ceilings: RoleCeilings,
): Promise<string[]> {
  const impacts = IMPACTS.slice(IMPACTS.indexOf(ceilings.maxImpact) + 1);
  const breadths = SCOPE_BREADTHS.slice(SCOPE_BREADTHS.indexOf(ceilings.maxScopeBreadth) + 1);
  const patterns = ceilings.allowedScopes.map(likePattern);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with examined as materialized (
      select organization_id, id, environment, data_classes from server
      where server_role_id = ${serverRoleId}::uuid and state not in ('revoked', 'retired')
      order by id limit ${PREVIEW_LIMIT}
    )
    select e.id from examined e
    where (cardinality(${ceilings.environments}::text[]) > 0
        and e.environment::text <> all (${ceilings.environments}::text[]))
      or (cardinality(${ceilings.dataClasses}::text[]) > 0 and (
        not e.data_classes <@ ${ceilings.dataClasses}::text[]
        or exists (
          select from server_system l
          join system y on y.organization_id = l.organization_id and y.id = l.system_id
          where l.organization_id = e.organization_id and l.server_id = e.id
            and not y.data_classes <@ ${ceilings.dataClasses}::text[])))
      or exists (
        select from tool t
        where t.organization_id = e.organization_id and t.server_id = e.id and t.state = 'enabled'
          and t.reviewed_impact::text = any (${impacts}::text[]))
      or exists (
        select from scope c
        where c.organization_id = e.organization_id and c.server_id = e.id
          and (c.breadth::text = any (${breadths}::text[])
            or (cardinality(${patterns}::text[]) > 0 and not c.name like any (${patterns}::text[]))))
      or exists (
        select from credential k
        where k.organization_id = e.organization_id and k.server_id = e.id and k.state = 'active'
          and k.expires_at > coalesce(k.issued_at, k.added_at) + make_interval(hours => 24 * ${ceilings.maxCredentialDays}::int))
    order by e.id`;
  return rows.map((row) => row.id);
}
