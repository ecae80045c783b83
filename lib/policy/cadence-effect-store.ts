import type { Tx } from "../kernel/db.ts";
import type { ReviewCadence } from "./approval/review-terms.ts";

export interface CadenceEffectRow {
  /** “production/high/none”: environment, criticality, gravest enabled impact. */
  kind: string;
  before: number;
  after: number;
  servers: number;
  sooner: number;
  later: number;
}

/** Of servers in use, those for which a cadence asks something else than the one in force: by what they are, most first. */
export async function groupByChangedCadence(
  tx: Tx,
  organizationId: string,
  cadence: ReviewCadence,
): Promise<CadenceEffectRow[]> {
  return tx.$queryRaw<CadenceEffectRow[]>`
    with kinds as (
      select d.key as kind, d.value::int as after, (k.days ->> d.key)::int as before
      from review_clock k cross join jsonb_each_text(review_days_of_cadence(${JSON.stringify(cadence)}::jsonb)) d
      where k.organization_id = ${organizationId}::uuid and d.value::int <> (k.days ->> d.key)::int
    ), grave as (
      select server_id, max(reviewed_impact) as impact from tool
      where organization_id = ${organizationId}::uuid and state = 'enabled' group by server_id
    )
    select k.kind, k.before, k.after, count(*)::int as servers,
      (count(*) filter (where b.base + k.after < s.next_review_on))::int as sooner,
      (count(*) filter (where b.base + k.after > s.next_review_on and s.next_review_on >= b.base + k.before))::int as later
    from server s
    left join grave g on g.server_id = s.id
    join kinds k on k.kind = s.environment || '/' || s.criticality || '/' || coalesce(g.impact::text, 'none')
    cross join lateral (
      select coalesce(s.last_reviewed_on, (s.registered_at at time zone 'UTC')::date) as base) b
    where s.organization_id = ${organizationId}::uuid and s.state in ('registered', 'active', 'suspended')
    group by k.kind, k.before, k.after
    order by servers desc, k.kind`;
}

/** Servers that are overdue by so many days now and have a tool for more than reading enabled. */
export async function countLongOverdue(
  tx: Tx,
  organizationId: string,
  days: number,
  now: Date,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from server s
    where s.organization_id = ${organizationId}::uuid and s.state in ('registered', 'active', 'suspended')
      and s.next_review_on <= (${now}::timestamptz at time zone 'UTC')::date - ${days}::int
      and exists (select from tool t where t.organization_id = s.organization_id and t.server_id = s.id
        and t.state = 'enabled' and t.reviewed_impact <> 'reads')`;
  return row?.count ?? 0;
}
