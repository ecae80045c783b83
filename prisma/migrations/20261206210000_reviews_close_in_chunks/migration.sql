-- Closing a review of any size: its answers are carried out in chunks, tried again where that fails, verified, and only
-- then is it closed. See docs/decisions/0014-closing.md.
alter table campaign
  -- Who began to close it; null where nothing was left to answer and it closed by itself.
  add column closing_asked_by_id uuid,
  add column closing_at timestamptz(3),
  -- Up to which position its answers are taken up.
  add column closed_up_to integer not null default 0,
  add column closing_progress_at timestamptz(3),
  -- Who closed it with removals that failed on record, and why.
  add column failures_accepted_by_id uuid,
  add column failures_accepted_at timestamptz(3),
  add column failures_reason text,
  add constraint campaign_closing_asked_by_fkey foreign key (organization_id, closing_asked_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  add constraint campaign_failures_accepted_by_fkey foreign key (organization_id, failures_accepted_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  add constraint campaign_failures_are_accepted_by_somebody check (
    (failures_accepted_by_id is null) = (failures_accepted_at is null)
    and (failures_accepted_by_id is null) = (failures_reason is null));
create index campaign_closing_asked_by_idx on campaign (organization_id, closing_asked_by_id);
create index campaign_failures_accepted_by_idx on campaign (organization_id, failures_accepted_by_id);
grant update (closing_asked_by_id, closing_at, closed_up_to, closing_progress_at, failures_accepted_by_id,
  failures_accepted_at, failures_reason) on campaign to steward_app;

alter table campaign_item
  -- How often it was tried in vain to carry its answer out, and when that is tried again.
  add column attempts smallint not null default 0,
  add column next_attempt_at timestamptz(3),
  -- When its answer was carried out, and when that was verified.
  add column done_at timestamptz(3),
  add column verified_at timestamptz(3),
  -- What was ended for it: the grant itself, or what stood in its place by then.
  add column ended_ids uuid[] not null default '{}';
create index campaign_item_to_verify on campaign_item (organization_id, campaign_id, position)
  where done_at is not null and outcome is null;
create index campaign_item_to_retry on campaign_item (organization_id, campaign_id, next_attempt_at)
  where next_attempt_at is not null;
create index campaign_item_failed on campaign_item (organization_id, campaign_id, position) where outcome = 'failed';
grant update (attempts, next_attempt_at, done_at, verified_at, ended_ids) on campaign_item to steward_app;

-- A close that would cut more than its share waits for a second person (product rule 10).
create type brake_answer as enum ('confirmed', 'declined', 'withdrawn');
create table campaign_brake (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  -- Null where the review asked by itself.
  asked_by_id uuid,
  asked_at timestamptz(3) not null,
  -- What the close would have ended, of how many things that stood, and the share that one person may end.
  removals integer not null,
  in_force integer not null,
  percent smallint not null,
  answer brake_answer,
  answered_by_id uuid,
  answered_at timestamptz(3),
  reason text,
  constraint campaign_brake_pkey primary key (organization_id, id),
  constraint campaign_brake_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_brake_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_brake_organization_id_asked_by_id_fkey foreign key (organization_id, asked_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint campaign_brake_organization_id_answered_by_id_fkey foreign key (organization_id, answered_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint campaign_brake_is_answered_as_a_whole check (
    (answer is null) = (answered_at is null) and (answer is null) = (answered_by_id is null)),
  constraint brakes_are_answered_by_another check (
    answer is null or answer = 'withdrawn' or answered_by_id is distinct from asked_by_id),
  constraint campaign_brake_answer_has_a_reason check (answer is null or length(btrim(reason)) > 0)
);
create index campaign_brake_organization_id_campaign_id_id_idx on campaign_brake (organization_id, campaign_id, id);
create index campaign_brake_organization_id_asked_by_id_idx on campaign_brake (organization_id, asked_by_id);
create index campaign_brake_organization_id_answered_by_id_idx on campaign_brake (organization_id, answered_by_id);
create unique index campaign_brake_one_open on campaign_brake (organization_id, campaign_id) where answer is null;
alter table campaign_brake enable row level security;
create policy tenant on campaign_brake using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on campaign_brake to steward_app;
grant update (answer, answered_by_id, answered_at, reason) on campaign_brake to steward_app;

-- A brake is asked of a review that runs, and answered once, by another administrator.
create function refuse_unfit_brake() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  return new;
end
$$;
create trigger refuse_unfit_brake before insert or update on campaign_brake
  for each row execute function refuse_unfit_brake();

-- Whether what an item is about has come to its end for good.
create function review_thing_ended(p_organization_id uuid, p_kind review_subject, p_subject_id uuid) returns boolean
language sql stable as $$
  select case p_kind
    when 'credential' then exists (
      select from credential c where c.organization_id = p_organization_id and c.id = p_subject_id and c.state = 'revoked')
    when 'server' then exists (
      select from server s where s.organization_id = p_organization_id and s.id = p_subject_id and s.state in ('revoked', 'retired'))
    else not exists (
      select from grants g where g.organization_id = p_organization_id and g.id = p_subject_id and g.state <> 'revoked')
  end
$$;

-- What came of an item is what came of it: nothing before the close but that its thing had ended, `applied` only what is
-- verified and has ended, nothing passed over that was to be removed, and nothing else once it is said.
create function refuse_untrue_item_outcomes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from after_rows n
    join before_rows o on o.organization_id = n.organization_id and o.id = n.id
    join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id
    where n.outcome is distinct from o.outcome and (
      c.state not in ('running', 'closing')
      or o.outcome is not null and not (o.outcome = 'failed' and n.outcome is null and c.state = 'closing')
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
create trigger refuse_untrue_item_outcomes after update on campaign_item
  referencing old table as before_rows new table as after_rows
  for each statement execute function refuse_untrue_item_outcomes();

-- What a close would end, and of how many things that stand: from the counts that the database keeps.
create function campaign_close_effect(p_organization_id uuid, p_campaign_id uuid)
returns table (removals bigint, in_force bigint) language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select
    coalesce(sum(t.count) filter (where t.decision = 'revoke'
      or t.decision = 'undecided' and c.definition -> 'noResponse' ->> t.risk::text = 'revoke'), 0)::bigint,
    coalesce(sum(t.count), 0)::bigint
  from campaign_tally t
  join campaign c on c.organization_id = t.organization_id and c.id = t.campaign_id
  where t.organization_id = p_organization_id and t.campaign_id = p_campaign_id and t.outcome = 'none'
$$;

create function refuse_unfit_close() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  effect record;
  percent integer;
begin
  if old.state = 'running' and new.state = 'closing' then
    select * into effect from campaign_close_effect(new.organization_id, new.id);
    percent := coalesce((new.definition ->> 'brakePercent')::integer, 20);
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
create trigger refuse_unfit_close before update on campaign
  for each row execute function refuse_unfit_close();

-- A grant may end sooner than it was approved for, never later.
grant update (expires_at) on grants to steward_app;
create function refuse_longer_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'grants_only_end_sooner: a grant lasts longer only by a new approval'
    using errcode = '23514', constraint = 'grants_only_end_sooner';
end
$$;
create trigger refuse_longer_grant before update of expires_at on grants
  for each row when (new.expires_at > old.expires_at) execute function refuse_longer_grant();
