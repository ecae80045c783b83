-- The brake is the house's: no review lets one person end more than half, one that asks by itself is confirmed by somebody
-- who did not write it, and what is made to end within a week counts as ended. See docs/decisions/0015-closing-reviews.md.

-- When a thing ends by the change that was asked for; null where that says no days. As `changedEnd` in carry-out.ts.
create function changed_end(p_change jsonb, p_decided_at timestamptz) returns timestamptz language sql stable as $$
  select p_decided_at + make_interval(days => (p_change ->> 'days')::integer)
$$;

-- Changes of a million items are found without reading the rest.
create index campaign_item_to_change on campaign_item (organization_id, campaign_id)
  where outcome is null and decision = 'change';
create index campaign_item_changed_before on campaign_item (organization_id, campaign_id)
  where outcome is null and decision = 'undecided' and standing = 'change';

-- What a close that begins at `p_at` would end, and of how many things that stand: from the counts that the database keeps,
-- and with what was answered to end sooner and does so within 7 days. What waits to be answered anew counts as answered.
drop function campaign_close_effect(uuid, uuid);
create function campaign_close_effect(p_organization_id uuid, p_campaign_id uuid, p_at timestamptz)
returns table (removals bigint, shortened bigint, in_force bigint) language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with asked as (
    select i.change, i.decided_at from campaign_item i
    where i.organization_id = p_organization_id and i.campaign_id = p_campaign_id and i.outcome is null and i.decision = 'change'
    union all
    select a.change, a.decided_at from campaign_item i
    cross join lateral standing_answer(i.organization_id, i.id) a
    where i.organization_id = p_organization_id and i.campaign_id = p_campaign_id and i.outcome is null
      and i.decision = 'undecided' and i.standing = 'change'
  ), sooner as (
    select count(*) as count from asked where changed_end(change, decided_at) < p_at + interval '7 days'
  ), counted as (
    select
      coalesce(sum(t.count) filter (where t.decision = 'revoke' or t.decision = 'undecided' and (t.standing = 'revoke'
        or t.standing = 'undecided' and c.definition -> 'noResponse' ->> t.risk::text = 'revoke')), 0)::bigint as removals,
      coalesce(sum(t.count), 0)::bigint as in_force
    from campaign_tally t
    join campaign c on c.organization_id = t.organization_id and c.id = t.campaign_id
    where t.organization_id = p_organization_id and t.campaign_id = p_campaign_id and t.outcome = 'none'
  )
  select counted.removals + sooner.count, sooner.count, counted.in_force from counted, sooner
$$;

-- As before, but that no definition gives one person more than half, and that the close is counted as of no earlier than now.
create or replace function refuse_unfit_close() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  effect record;
  percent integer;
begin
  if old.state = 'running' and new.state = 'closing' then
    select * into effect from campaign_close_effect(new.organization_id, new.id, greatest(new.closing_at, now()));
    percent := least(coalesce((new.definition ->> 'brakePercent')::integer, 20), 50);
    -- As `brake.ts` has it.
    if effect.removals > 5 and effect.removals * 100 > effect.in_force * percent and not exists (
      select from campaign_brake b
      where b.organization_id = new.organization_id and b.campaign_id = new.id and b.answer = 'confirmed'
        and b.answered_at = new.closing_at and b.removals >= effect.removals
    ) then
      raise exception 'a_mass_close_takes_two: a second person has to confirm what this close would end'
        using errcode = '23514', constraint = 'a_mass_close_takes_two';
    end if;
  elsif (new.closing_asked_by_id, new.closing_at) is distinct from (old.closing_asked_by_id, old.closing_at)
    or new.closed_up_to < old.closed_up_to
    or (old.state <> 'closing' and (new.closed_up_to, new.failures_accepted_at) is distinct from (old.closed_up_to, old.failures_accepted_at)) then
    raise exception 'a_close_is_on_record: how a review was closed is never rewritten'
      using errcode = '23514', constraint = 'a_close_is_on_record';
  end if;
  if old.state = 'closing' and new.state = 'closed' and exists (
    select from campaign_tally t
    where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
      and (t.outcome = 'none' or t.outcome = 'failed' and new.failures_accepted_by_id is null)
  ) then
    raise exception 'every_answer_is_carried_out: something of this review is not carried out yet'
      using errcode = '23514', constraint = 'every_answer_is_carried_out';
  end if;
  return new;
end
$$;

-- As before, and what a review asked by itself is confirmed by somebody who neither defined it nor wrote its schedule; by
-- nobody where that schedule is gone, and with it who wrote it.
create or replace function refuse_unfit_brake() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.answer is not null or not exists (
      select from campaign c where c.organization_id = new.organization_id and c.id = new.campaign_id and c.state = 'running'
    ) then
      raise exception 'brakes_are_asked_while_it_runs: this review does not run'
        using errcode = '23514', constraint = 'brakes_are_asked_while_it_runs';
    end if;
    return new;
  end if;
  if old.answer is not null then
    raise exception 'brakes_are_answered_once: this was answered already'
      using errcode = '23514', constraint = 'brakes_are_answered_once';
  end if;
  if not exists (
    select from users u
    join role_assignment r on r.organization_id = u.organization_id and r.user_id = u.id and r.role = 'admin'
    where u.organization_id = new.organization_id and u.id = new.answered_by_id and u.is_active
  ) then
    raise exception 'administrators_answer_brakes: only an administrator answers this'
      using errcode = '23514', constraint = 'administrators_answer_brakes';
  end if;
  if new.answer = 'confirmed' and new.asked_by_id is null and exists (
    select from campaign c
    left join review_schedule s on s.organization_id = c.organization_id and s.id::text = c.cause ->> 'scheduleId'
    where c.organization_id = new.organization_id and c.id = new.campaign_id
      and (new.answered_by_id in (c.created_by_id, s.created_by_id)
        or c.cause ->> 'kind' = 'schedule' and s.id is null)
  ) then
    raise exception 'authors_confirm_no_brake_of_its_own: whoever wrote this review does not confirm what it asked by itself'
      using errcode = '23514', constraint = 'authors_confirm_no_brake_of_its_own';
  end if;
  return new;
end
$$;
