import type { Tx } from "../kernel/db.ts";

export interface MovedReview {
  id: string;
  name: string;
  /** Days as YYYY-MM-DD. */
  before: string;
  after: string;
}

/**
 * Moves the next review of these servers to the day that the review clock gives, counted from the last review or from
 * when they were registered. Sooner: never below the days of warning, unless it was. Later only when the policy changed,
 * and not where somebody had chosen a sooner day than the policy before asked for.
 */
export async function moveReviewDates(
  tx: Tx,
  organizationId: string,
  { serverIds, followsPolicy, now }: { serverIds: readonly string[]; followsPolicy: boolean; now: Date },
): Promise<MovedReview[]> {
  const today = now.toISOString().slice(0, 10);
  return tx.$queryRaw<MovedReview[]>`
    with held as (
      select s.id, s.name, s.next_review_on, k.warn_days,
        coalesce(s.last_reviewed_on, (s.registered_at at time zone 'UTC')::date) as base,
        k.days, k.former_days, s.environment || '/' || s.criticality || '/' || coalesce((
          select max(t.reviewed_impact) from tool t
          where t.organization_id = s.organization_id and t.server_id = s.id and t.state = 'enabled')::text, 'none') as kind
      from server s
      join review_clock k on k.organization_id = s.organization_id
      where s.organization_id = ${organizationId}::uuid and s.id = any (${[...serverIds]}::uuid[])
        and s.state not in ('revoked', 'retired')
      order by s.id for no key update of s
    ), asked as (
      select h.*, h.base + coalesce((h.days ->> h.kind)::int, 0) as due, h.base + (h.former_days ->> h.kind)::int as former
      from held h
    ), moved as (
      select a.*, case
          when a.due < a.next_review_on then least(a.next_review_on, greatest(a.due, ${today}::date + a.warn_days))
          when ${followsPolicy} and a.due > a.next_review_on and a.next_review_on >= a.former then a.due
          else a.next_review_on
        end as day
      from asked a
    )
    update server s set next_review_on = m.day
    from moved m
    where s.organization_id = ${organizationId}::uuid and s.id = m.id and m.day <> m.next_review_on
    returning s.id, s.name, m.next_review_on::text as before, m.day::text as after`;
}
