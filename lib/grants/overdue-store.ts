import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { OverdueEffect } from "./overdue-brake.ts";

export interface OverdueGrant {
  id: string;
  /** "refund_payment on Ticket desk": what the audit trail calls it. */
  name: string;
  serverId: string;
  toolId: string;
  /** The day its server's review was due, YYYY-MM-DD. */
  dueOn: string;
}

/** Of grant `g` of tool `t`: in force, for more than reading. */
const isGrave = (now: Date) => Prisma.sql`g.kind = 'tool' and g.state = 'active' and g.expires_at > ${now}
  and t.reviewed_impact <> 'reads'`;

/** What would be suspended now; what is in force is counted only where there is something to suspend. */
export async function countOverdue(tx: Tx, organizationId: string, now: Date): Promise<OverdueEffect> {
  const [found] = await tx.$queryRaw<{ grants: number; servers: number }[]>`
    select count(*)::int as grants, count(distinct g.server_id)::int as servers
    from server_to_suspend s
    join grants g on g.organization_id = s.organization_id and g.server_id = s.id
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where s.organization_id = ${organizationId}::uuid and ${isGrave(now)}`;
  const { grants, servers } = found ?? { grants: 0, servers: 0 };
  if (grants === 0) return { grants, servers, lately: 0, inForce: 0 };
  const [all] = await tx.$queryRaw<{ lately: number; inForce: number }[]>`
    select
      (select count(*)::int from grants g where g.organization_id = ${organizationId}::uuid and g.state = 'suspended'
        and g.suspended_for = 'review_overdue' and g.suspended_at > ${now}::timestamptz - interval '1 day') as lately,
      (select count(*)::int from grants g
        join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
        where g.organization_id = ${organizationId}::uuid and ${isGrave(now)}) as "inForce"`;
  return { grants, servers, lately: all?.lately ?? 0, inForce: all?.inForce ?? 0 };
}

/** Servers whose grants would be suspended, the longest overdue first, with how many. */
export async function listOverdueServers(tx: Tx, organizationId: string, now: Date, limit: number) {
  return tx.$queryRaw<{ id: string; slug: string; name: string; dueOn: string; grants: number }[]>`
    select s.id, max(v.slug) as slug, s.name, s.next_review_on::text as "dueOn", count(*)::int as grants
    from server_to_suspend s
    join server v on v.organization_id = s.organization_id and v.id = s.id
    join grants g on g.organization_id = s.organization_id and g.server_id = s.id
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where s.organization_id = ${organizationId}::uuid and ${isGrave(now)}
    group by s.id, s.name, s.next_review_on
    order by s.next_review_on, s.id limit ${limit}`;
}

/** Some of them, held until commit. */
export async function lockOverdueGrants(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<OverdueGrant[]> {
  return tx.$queryRaw<OverdueGrant[]>`
    select g.id, t.name || ' on ' || s.name as name, g.server_id as "serverId", g.tool_id as "toolId",
      s.next_review_on::text as "dueOn"
    from server_to_suspend s
    join grants g on g.organization_id = s.organization_id and g.server_id = s.id
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where s.organization_id = ${organizationId}::uuid and ${isGrave(now)}
    order by g.id limit ${limit} for no key update of g skip locked`;
}

/**
 * Grants of these servers that were suspended because a review was overdue and may go on: the server was reviewed since, and
 * they are as they were approved. Held until commit.
 */
export async function lockReviewedGrants(
  tx: Tx,
  organizationId: string,
  serverIds: readonly string[],
  now: Date,
): Promise<Omit<OverdueGrant, "dueOn">[]> {
  return tx.$queryRaw<Omit<OverdueGrant, "dueOn">[]>`
    select g.id, t.name || ' on ' || s.name as name, g.server_id as "serverId", g.tool_id as "toolId"
    from grants g
    join server s on s.organization_id = g.organization_id and s.id = g.server_id
      and s.state in ('registered', 'active') and s.last_reviewed_on >= (g.suspended_at at time zone 'UTC')::date
      and s.next_review_on >= (${now}::timestamptz at time zone 'UTC')::date
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id and t.state in ('suspended', 'enabled')
    where g.organization_id = ${organizationId}::uuid and g.server_id = any (${[...serverIds]}::uuid[])
      and g.state = 'suspended' and g.suspended_for = 'review_overdue' and g.expires_at > ${now}
      and not exists (
        select from grant_drift d
        where d.organization_id = g.organization_id and d.grant_id = g.id and d.is_drifted)
    order by g.id for update of g`;
}

export async function resumeReviewedRows(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    update grants set state = 'active', state_reason = null, suspended_at = null, suspended_by_id = null,
      suspended_for = null, version = version + 1
    where organization_id = ${organizationId}::uuid and id = any (${[...ids]}::uuid[]) and state = 'suspended'`;
}
