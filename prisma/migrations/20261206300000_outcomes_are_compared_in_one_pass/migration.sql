-- As before, but it compares what a statement changed in one pass: joining the rows before with the rows after, the planner
-- went through all of one for each of the other, which took ten seconds for two thousand answers.
create or replace function refuse_untrue_item_outcomes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    with rows_of as (
      select organization_id, id, campaign_id, subject_kind, subject_id, risk, decision, outcome, verified_at, done_at,
        true as is_new
      from after_rows
      union all
      select organization_id, id, campaign_id, subject_kind, subject_id, risk, decision, outcome, verified_at, done_at, false
      from before_rows
    ),
    pairs as (
      select r.*, lag(r.outcome) over (partition by r.organization_id, r.id order by r.is_new) as old_outcome from rows_of r
    )
    select from pairs n
    join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id
    where n.is_new and n.outcome is distinct from n.old_outcome and (
      c.state not in ('running', 'closing')
      or n.old_outcome is not null and not (n.old_outcome = 'failed' and n.outcome is null and c.state = 'closing')
      or c.state = 'running' and n.outcome is distinct from 'not_needed'
      or n.outcome = 'applied' and (n.verified_at is null or n.done_at is null)
      or n.outcome = 'applied' and n.decision <> 'change' and n.subject_kind <> 'server'
        and not review_thing_ended(n.organization_id, n.subject_kind, n.subject_id)
      or n.outcome = 'applied' and n.decision <> 'change' and n.subject_kind = 'server' and exists (
        select from server s where s.organization_id = n.organization_id and s.id = n.subject_id and s.state in ('registered', 'active'))
      or n.outcome = 'not_needed'
        and (c.state = 'running' or n.decision in ('revoke', 'change')
          or n.decision = 'undecided' and c.definition -> 'noResponse' ->> n.risk::text = 'revoke')
        and not review_thing_ended(n.organization_id, n.subject_kind, n.subject_id)
        and not (n.decision = 'change' and n.done_at is not null)
    )
  ) then
    raise exception 'outcomes_are_true: what came of an item is not what this says'
      using errcode = '23514', constraint = 'outcomes_are_true';
  end if;
  return null;
end
$$;
