-- What expires has ended. A grant that runs out while a review runs stays as it is on record (expired is not revoked), yet
-- there is nothing left to answer, to end or to count: it has ended like a revoked one, unless one in force carries it on.

-- As before, at a moment: what has run out by then has ended as well.
create function review_thing_ended(p_organization_id uuid, p_kind review_subject, p_subject_id uuid, p_at timestamptz)
returns boolean language sql stable as $$
  select case p_kind
    when 'credential' then exists (
      select from credential c where c.organization_id = p_organization_id and c.id = p_subject_id and c.state = 'revoked')
    when 'server' then exists (
      select from server s where s.organization_id = p_organization_id and s.id = p_subject_id and s.state in ('revoked', 'retired'))
    else not exists (
      select from grant_line(p_organization_id, array[p_subject_id]) l
      join grants g on g.organization_id = p_organization_id and g.id = l.id and g.state <> 'revoked' and g.expires_at > p_at)
  end
$$;

-- As before, and what has run out by the moment of its outcome has ended. The database has no clock but what is recorded:
-- whoever writes a later `outcome_at` than it is has it on record beside the end that was frozen. That is looser than the
-- application, which takes the moment from its own clock, and never stricter.
create or replace function refuse_untrue_item_outcomes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    with rows_of as (
      select organization_id, id, campaign_id, subject_kind, subject_id, risk, decision, outcome, outcome_at, verified_at,
        done_at, true as is_new
      from after_rows
      union all
      select organization_id, id, campaign_id, subject_kind, subject_id, risk, decision, outcome, outcome_at, verified_at,
        done_at, false
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
        and not review_thing_ended(n.organization_id, n.subject_kind, n.subject_id, coalesce(n.outcome_at, now()))
      or n.outcome = 'applied' and n.decision <> 'change' and n.subject_kind = 'server' and exists (
        select from server s where s.organization_id = n.organization_id and s.id = n.subject_id and s.state in ('registered', 'active'))
      or n.outcome = 'not_needed'
        and (c.state = 'running' or n.decision in ('revoke', 'change')
          or n.decision = 'undecided' and c.definition -> 'noResponse' ->> n.risk::text = 'revoke')
        and not review_thing_ended(n.organization_id, n.subject_kind, n.subject_id, coalesce(n.outcome_at, now()))
        and not (n.decision = 'change' and n.done_at is not null)
    )
  ) then
    raise exception 'outcomes_are_true: what came of an item is not what this says'
      using errcode = '23514', constraint = 'outcomes_are_true';
  end if;
  return null;
end
$$;

drop function review_thing_ended(uuid, review_subject, uuid);
