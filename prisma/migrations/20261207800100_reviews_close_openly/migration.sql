-- A review closes openly: what closing it early skips is asked for and stays on record, no one person gets around second
-- looks, a brake ends with its review, and servers count beside things. See docs/decisions/0015-closing-reviews.md.

alter table campaign
  -- Why it was closed although something was skipped, by whoever asked; and what that was, as the database found it.
  add column early_reason text,
  add column skipped jsonb,
  add constraint campaign_early_close_says_why check (
    (early_reason is null) = (skipped is null) and (early_reason is null or length(btrim(early_reason)) >= 10));
grant update (early_reason) on campaign to steward_app;

alter table campaign_brake
  -- Servers that the close would have suspended, of those in its population that stand; second looks that nobody gave.
  -- Null where it was asked before these were counted.
  add column servers_off integer,
  add column servers integer,
  add column second_looks integer,
  -- Why it is closed early, by whoever asked.
  add column early_reason text,
  -- Steward takes back what nobody has to answer any more.
  drop constraint campaign_brake_is_answered_as_a_whole,
  add constraint campaign_brake_is_answered_as_a_whole check (
    (answer is null) = (answered_at is null)
    and ((answer is null) = (answered_by_id is null) or (answer = 'withdrawn' and answered_by_id is null)));

-- A brake of a review that began to close without it is nobody's to answer any more. What was sealed stays as it is.
alter table campaign_brake disable trigger user;
update campaign_brake b set answer = 'withdrawn', answered_at = now(), reason = 'Nothing was left to ask about.'
from campaign c
where c.organization_id = b.organization_id and c.id = b.campaign_id and c.state = 'closing' and b.answer is null;
alter table campaign_brake enable trigger user;

-- What ended lately is found without reading a million items.
create index grants_revoked_lately on grants (organization_id, revoked_at) where revoked_at is not null;
create index credential_revoked_lately on credential (organization_id, revoked_at) where revoked_at is not null;
create index server_ended_lately on server (organization_id, updated_at) where state in ('revoked', 'retired');
create index campaign_item_second_look on campaign_item (organization_id, campaign_id)
  where sampled_at is not null and decision = 'undecided' and outcome is null;

-- Second looks that nobody gave: those that wait, and answers drawn for one that nobody was asked about, or could be.
create function campaign_second_looks(p_organization_id uuid, p_campaign_id uuid) returns bigint language sql stable as $$
  select (
    select count(*) from campaign_item i
    where i.organization_id = p_organization_id and i.campaign_id = p_campaign_id
      and i.sampled_at is not null and i.decision = 'undecided' and i.outcome is null
  ) + (
    select count(*) from campaign_answer a
    join campaign_item i on i.organization_id = a.organization_id and i.id = a.item_id and i.sampled_at is null
      and i.outcome is null and i.decided_by_id = a.decided_by_id and i.decided_at = a.decided_at
    where a.organization_id = p_organization_id and a.campaign_id = p_campaign_id and a.is_drawn
  )
$$;

-- What a close that begins at `p_at` would skip: what waits for an answer while there is time, stages that have not begun,
-- second looks. Null where it skips nothing. What has ended waits for nobody.
create function campaign_skipped(p_organization_id uuid, p_campaign_id uuid, p_at timestamptz) returns jsonb language sql stable as $$
  select jsonb_build_object('stage', f.stage, 'stages', f.stages, 'stageEndsAt', review_instant(f.stage_ends_at),
    'waiting', f.waiting, 'secondLooks', f.second_looks)
  from (
    select c.stage, jsonb_array_length(c.definition -> 'stages') as stages, c.stage_ends_at, n.open, s.second_looks,
      greatest(n.waiting - (
        select count(*) from campaign_item i
        where i.organization_id = c.organization_id and i.campaign_id = c.id
          and i.sampled_at is not null and i.decision = 'undecided' and i.outcome is null
      ), 0) as waiting
    from campaign c
    cross join lateral (select campaign_second_looks(c.organization_id, c.id) as second_looks) s
    cross join lateral (
      select coalesce(sum(t.count), 0)::bigint as open,
        coalesce(sum(t.count) filter (where t.decision = 'undecided' or t.stage < c.stage
          and stage_takes(c.definition #>> array['stages', (c.stage - 1)::text, 'takes'], t.decision, t.risk)), 0)::bigint as waiting
      from campaign_tally t
      where t.organization_id = c.organization_id and t.campaign_id = c.id and t.outcome = 'none'
    ) n
    where c.organization_id = p_organization_id and c.id = p_campaign_id
  ) f
  where f.open > 0 and (f.stage < f.stages or f.second_looks > 0 or (f.waiting > 0 and p_at < f.stage_ends_at))
$$;

-- As before, and: how many servers it suspends, of how many that stand, and how many second looks nobody gave.
drop function campaign_close_effect(uuid, uuid, timestamptz);
create function campaign_close_effect(p_organization_id uuid, p_campaign_id uuid, p_at timestamptz)
returns table (removals bigint, shortened bigint, in_force bigint, servers_off bigint, servers bigint, second_looks bigint)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
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
  ), tallied as (
    select t.subject_kind, t.count, t.decision = 'revoke' or t.decision = 'undecided' and (t.standing = 'revoke'
      or t.standing = 'undecided' and c.definition -> 'noResponse' ->> t.risk::text = 'revoke') as is_removal
    from campaign_tally t
    join campaign c on c.organization_id = t.organization_id and c.id = t.campaign_id
    where t.organization_id = p_organization_id and t.campaign_id = p_campaign_id and t.outcome = 'none'
  ), counted as (
    select coalesce(sum(count) filter (where is_removal), 0)::bigint as removals,
      coalesce(sum(count), 0)::bigint as in_force,
      coalesce(sum(count) filter (where is_removal and subject_kind = 'server'), 0)::bigint as servers_off,
      coalesce(sum(count) filter (where subject_kind = 'server'), 0)::bigint as servers
    from tallied
  )
  select counted.removals + sooner.count, sooner.count, counted.in_force, counted.servers_off, counted.servers,
    campaign_second_looks(p_organization_id, p_campaign_id)
  from counted, sooner
$$;

-- As before, and: servers count beside things; no close skips second looks without another's word, nor anything else without
-- a reason; and nobody is left asked about a review that closes.
create or replace function refuse_unfit_close() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  effect record;
  percent integer;
  is_mass boolean;
begin
  if old.state = 'running' and new.state = 'closing' then
    select * into effect from campaign_close_effect(new.organization_id, new.id, greatest(new.closing_at, now()));
    percent := least(coalesce((new.definition ->> 'brakePercent')::integer, 20), 50);
    -- As `brake.ts` has it.
    is_mass := effect.removals > 5 and effect.removals * 100 > effect.in_force * percent
      or effect.servers_off > 1 and effect.servers_off * 100 > effect.servers * percent;
    if (is_mass or effect.second_looks > 0) and not exists (
      select from campaign_brake b
      where b.organization_id = new.organization_id and b.campaign_id = new.id and b.answer = 'confirmed'
        and b.answered_at = new.closing_at and b.removals >= effect.removals
        and coalesce(b.servers_off, 0) >= effect.servers_off and coalesce(b.second_looks, 0) >= effect.second_looks
    ) then
      if is_mass then
        raise exception 'a_mass_close_takes_two: a second person has to confirm what this close would end'
          using errcode = '23514', constraint = 'a_mass_close_takes_two';
      end if;
      raise exception 'second_looks_take_two: a second person has to confirm a close without second looks'
        using errcode = '23514', constraint = 'second_looks_take_two';
    end if;
    if exists (
      select from campaign_brake b
      where b.organization_id = new.organization_id and b.campaign_id = new.id and b.answer is null
    ) then
      raise exception 'brakes_end_first: somebody is still asked whether this review may close'
        using errcode = '23514', constraint = 'brakes_end_first';
    end if;
    new.skipped := campaign_skipped(new.organization_id, new.id, new.closing_at);
    if new.skipped is not null and coalesce(length(btrim(new.early_reason)), 0) < 10 then
      raise exception 'an_early_close_says_why: something of this review is skipped, so a reason is needed'
        using errcode = '23514', constraint = 'an_early_close_says_why';
    end if;
    if new.skipped is null then
      new.early_reason := null;
    end if;
  elsif (new.closing_asked_by_id, new.closing_at, new.early_reason, new.skipped)
      is distinct from (old.closing_asked_by_id, old.closing_at, old.early_reason, old.skipped)
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

-- As before, and: what is not running is not answered for, and Steward takes back only what nothing is left of.
create or replace function refuse_unfit_brake() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (tg_op = 'INSERT' and new.answer is not null) or not exists (
    select from campaign c where c.organization_id = new.organization_id and c.id = new.campaign_id and c.state = 'running'
  ) then
    raise exception 'brakes_are_asked_while_it_runs: this review does not run'
      using errcode = '23514', constraint = 'brakes_are_asked_while_it_runs';
  end if;
  if tg_op = 'INSERT' then
    return new;
  end if;
  if old.answer is not null then
    raise exception 'brakes_are_answered_once: this was answered already'
      using errcode = '23514', constraint = 'brakes_are_answered_once';
  end if;
  if new.answered_by_id is null then
    if exists (
      select from campaign_tally t
      where t.organization_id = new.organization_id and t.campaign_id = new.campaign_id and t.outcome = 'none' and t.count > 0
    ) then
      raise exception 'administrators_answer_brakes: only an administrator answers this'
        using errcode = '23514', constraint = 'administrators_answer_brakes';
    end if;
    return new;
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

-- What was answered before comes back where nobody answered anew: over some positions of a review that closes, by its worker.
drop function settle_campaign_items(uuid, integer, integer);
create function settle_campaign_items(p_campaign_id uuid, p_after integer, p_up_to integer)
returns integer language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  settled integer;
begin
  perform from campaign c where c.organization_id = org and c.id = p_campaign_id and c.state = 'closing' for share;
  if not found then
    raise exception 'items_settle_while_it_closes: this review does not close' using errcode = '23514', constraint = 'items_settle_while_it_closes';
  end if;
  with page as materialized (
    select i.id from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > p_after and i.position <= p_up_to
      and i.decision = 'undecided' and i.standing is not null
  )
  update campaign_item i set decision = a.decision, reason = a.reason, change = a.change, decided_by_id = a.decided_by_id,
    decided_for_id = a.decided_for_id, decided_at = a.decided_at, version = i.version + 1
  from page x
  cross join lateral standing_answer(org, x.id) a
  where i.organization_id = org and i.id = x.id and i.decision = 'undecided' and a.decision is not null;
  get diagnostics settled = row_count;
  return settled;
end
$$;
