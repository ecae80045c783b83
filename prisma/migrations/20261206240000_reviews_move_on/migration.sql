-- Reviews move on: stages end, items pass from one reviewer to another, people are reminded, and all of it is on record.
-- See docs/decisions/0013-campaigns.md.

-- 1. What was answered before (in an earlier stage, by the first reviewer of a sample) stands until it is answered anew.
alter table campaign_item
  add column standing item_decision,
  -- The round in which it was passed on because time was up; null for never in this stage.
  add column escalated smallint;
-- Whom an item waits for is chosen by the database alone, as its population is.
revoke update (reviewer_id, stage) on campaign_item from steward_app;
alter function sample_campaign_items(timestamptz, integer) security definer;

create function keep_standing_answer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.standing := old.decision;
  return new;
end
$$;
create trigger keep_standing_answer before update on campaign_item for each row
  when (old.decision <> 'undecided' and new.decision = 'undecided'
    and (new.stage, new.reviewer_id) is distinct from (old.stage, old.reviewer_id))
  execute function keep_standing_answer();

-- Last of the key, so that what counts in the order of before goes on.
alter table campaign_tally add column standing item_decision not null default 'undecided';
alter table campaign_tally drop constraint campaign_tally_pkey;
alter table campaign_tally add constraint campaign_tally_pkey primary key
  (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, standing);

-- As before, and by what stands while an item waits to be answered anew.
create or replace function keep_campaign_tally() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into campaign_tally as t
    (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, standing, count)
  select organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, standing, sum(n)
  from (
    select organization_id, campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000') as reviewer_id, team, risk,
      subject_kind, stage, decision, coalesce(outcome::text, 'none') as outcome,
      case when decision = 'undecided' then coalesce(standing, 'undecided') else 'undecided' end as standing, 1 as n
    from after_rows
    union all
    select organization_id, campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000'), team, risk,
      subject_kind, stage, decision, coalesce(outcome::text, 'none'),
      case when decision = 'undecided' then coalesce(standing, 'undecided') else 'undecided' end, -1
    from before_rows
  ) changed
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  having sum(n) <> 0
  -- In one order, so that two who answer at once do not wait for each other in a circle.
  order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  on conflict (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, standing)
    do update set count = t.count + excluded.count;
  return null;
end
$$;

-- 2. Stages. What has ended by itself (it has an outcome) waits for nobody any more, and comes to none.
alter table campaign
  -- When the stage that answers now was opened.
  add column stage_started_at timestamptz(3),
  -- How often what was not answered in time was passed on to the next in line, and when last.
  add column escalations smallint not null default 0,
  add column escalated_at timestamptz(3),
  -- The stage of which it was told that everything in it is answered; when it was told that time is up.
  add column answered_told_stage smallint not null default 0,
  add column overdue_told_at timestamptz(3);
grant update (escalations, escalated_at, answered_told_stage, overdue_told_at, stage_started_at) on campaign to steward_app;
update campaign set stage_started_at = started_at where started_at is not null;

-- Which items come to a stage. What nobody answered always does.
create function stage_takes(p_takes text, p_decision item_decision, p_risk review_risk) returns boolean language sql immutable
  return p_decision = 'undecided' or p_takes = 'all'
    or (p_takes = 'kept' and p_decision in ('keep', 'change')) or (p_takes = 'high_risk' and p_risk = 'high');

-- A stage is opened with the review, or after the one before it: when its time is over, or everything in it is answered.
create function refuse_unfit_stage() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'running' and old.state::text in ('draft', 'staged') then
    new.stage := 1;
    new.stage_started_at := new.started_at;
  elsif new.stage is distinct from old.stage then
    if old.state <> 'running' or new.state <> 'running' or new.stage <> old.stage + 1
      or new.stage > jsonb_array_length(new.definition -> 'stages') or new.stage_started_at is null
      or (new.stage_started_at < old.stage_ends_at and exists (
        select from campaign_tally t
        where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
          and t.stage = old.stage and t.decision = 'undecided' and t.outcome = 'none')) then
      raise exception 'stages_follow_one_another: this stage is neither over nor answered'
        using errcode = '23514', constraint = 'stages_follow_one_another';
    end if;
  elsif new.stage_started_at is distinct from old.stage_started_at then
    new.stage_started_at := old.stage_started_at;
  end if;
  return new;
end
$$;
create trigger refuse_unfit_stage before update on campaign for each row execute function refuse_unfit_stage();

-- An answer is given in the stage that is open; one in the place of somebody else, by whoever answers for them then.
create function refuse_answers_out_of_turn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  unfit text;
begin
  select case when n.stage <> c.stage then 'stages_are_answered_in_turn' else 'delegates_answer_for_who_is_away' end into unfit
  from after_rows n
  join before_rows o on o.organization_id = n.organization_id and o.id = n.id
  join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id and c.state = 'running'
  where n.decision <> 'undecided'
    and (n.decision, n.decided_at, n.decided_by_id) is distinct from (o.decision, o.decided_at, o.decided_by_id)
    and (n.stage <> c.stage or (n.decided_for_id is not null and not exists (
      select from absence a
      where a.organization_id = n.organization_id and a.user_id = n.decided_for_id and a.delegate_id = n.decided_by_id
        and a.starts_at <= n.decided_at and n.decided_at < a.ends_at)))
  limit 1;
  if unfit is not null then
    raise exception '%: this is not answered so, now', unfit using errcode = '23514', constraint = unfit;
  end if;
  return null;
end
$$;
create trigger refuse_answers_out_of_turn after update on campaign_item
  referencing old table as before_rows new table as after_rows
  for each statement execute function refuse_answers_out_of_turn();

-- 3. On record: whom an item was taken from and given to, and who was told what. Only the functions below write it.
create type campaign_reassignment_kind as enum ('by_hand', 'left', 'gains', 'nobody', 'overdue');
create table campaign_reassignment (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  stage smallint not null,
  kind campaign_reassignment_kind not null,
  -- Null where nobody was asked before.
  from_id uuid,
  to_id uuid not null,
  -- Null for Steward itself.
  by_id uuid,
  reason text,
  items integer not null,
  -- Exactly which, by their positions: [[first, last], ...].
  positions jsonb not null,
  at timestamptz(3) not null,
  constraint campaign_reassignment_pkey primary key (organization_id, id),
  constraint campaign_reassignment_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_reassignment_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_reassignment_organization_id_from_id_fkey foreign key (organization_id, from_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint campaign_reassignment_organization_id_to_id_fkey foreign key (organization_id, to_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint campaign_reassignment_organization_id_by_id_fkey foreign key (organization_id, by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint reassignment_by_hand_says_why check (kind <> 'by_hand' or (by_id is not null and btrim(reason) <> ''))
);
create index campaign_reassignment_organization_id_campaign_id_id_idx on campaign_reassignment (organization_id, campaign_id, id);
alter table campaign_reassignment enable row level security;
create policy tenant on campaign_reassignment using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on campaign_reassignment to steward_app;

create type campaign_notice_kind as enum ('assignment', 'reminder', 'escalation');
create table campaign_notice (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  stage smallint not null,
  kind campaign_notice_kind not null,
  -- Who was told.
  person_id uuid not null,
  -- In whose place, for a delegate of one who is away.
  for_id uuid,
  -- How many items waited.
  items integer not null,
  -- Whose day it was, for reminders: nobody has two a day.
  day date not null,
  at timestamptz(3) not null,
  constraint campaign_notice_pkey primary key (organization_id, id),
  constraint campaign_notice_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_notice_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_notice_organization_id_person_id_fkey foreign key (organization_id, person_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_notice_organization_id_campaign_id_id_idx on campaign_notice (organization_id, campaign_id, id);
create index campaign_notice_organization_id_campaign_id_person_id_at_idx on campaign_notice (organization_id, campaign_id, person_id, at);
create unique index campaign_notice_reminds_once_a_day on campaign_notice
  (organization_id, campaign_id, person_id, coalesce(for_id, '00000000-0000-0000-0000-000000000000'), day) where kind = 'reminder';
alter table campaign_notice enable row level security;
create policy tenant on campaign_notice using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on campaign_notice to steward_app;

-- 4. Who can be asked.
-- Active, and with a role that answers.
create function may_review(p_organization_id uuid, p_user_id uuid) returns boolean language sql stable
  return exists (
    select from users u
    where u.organization_id = p_organization_id and u.id = p_user_id and u.is_active and exists (
      select from role_assignment a
      where a.organization_id = u.organization_id and a.user_id = u.id and a.role in ('admin', 'approver', 'member')));

-- Who owns the consumer whose access it is now, and so never reviews it.
create function review_gainer(p_organization_id uuid, p_kind review_subject, p_subject_id uuid) returns uuid language sql stable
  return case when p_kind = 'access' then (
    select c.owner_id from grants g join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.organization_id = p_organization_id and g.id = p_subject_id) end;

-- Of candidates in their order the first who can be asked in a stage and is not that one. Whoever answered it before comes last,
-- so that a later stage is another person's where there is one; whoever did in this stage is out: a second look is another's.
create function fit_reviewer(
  p_organization_id uuid, p_item_id uuid, p_stage smallint, p_candidates uuid[], p_gainer_id uuid, p_not_id uuid
) returns uuid language sql stable
  return (
    select c.id from unnest(p_candidates) with ordinality c(id, rank)
    where c.id is distinct from p_gainer_id and c.id is distinct from p_not_id and may_review(p_organization_id, c.id)
      and not exists (
        select from campaign_answer a
        where a.organization_id = p_organization_id and a.item_id = p_item_id and a.stage = p_stage
          and c.id in (a.decided_by_id, a.decided_for_id))
    order by exists (
      select from campaign_answer a
      where a.organization_id = p_organization_id and a.item_id = p_item_id and c.id in (a.decided_by_id, a.decided_for_id)), c.rank
    limit 1);

-- Writes down who was told that something waits for them, and gives it: each reviewer, of these or of all, for whom something
-- waits in the stage that is open; in the place of one who is away, their delegate. A reminder is given once a day at most.
create function note_campaign_notices(
  p_campaign_id uuid, p_kind campaign_notice_kind, p_reviewer_ids uuid[], p_day date, p_at timestamptz
) returns table (told_id uuid, told_for_id uuid, waiting integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
begin
  return query
  insert into campaign_notice as n (organization_id, id, campaign_id, stage, kind, person_id, for_id, items, day, at)
  select org, uuidv7(), p_campaign_id, w.stage, p_kind, coalesce(a.delegate_id, w.reviewer_id),
    case when a.delegate_id is not null then w.reviewer_id end, w.items, p_day, p_at
  from (
    select t.reviewer_id, c.stage, sum(t.count)::integer as items
    from campaign c
    join campaign_tally t on t.organization_id = c.organization_id and t.campaign_id = c.id and t.stage = c.stage
    where c.organization_id = org and c.id = p_campaign_id and c.state = 'running' and t.decision = 'undecided' and t.outcome = 'none'
      and (p_reviewer_ids is null or t.reviewer_id = any (p_reviewer_ids))
    group by t.reviewer_id, c.stage having sum(t.count) > 0
  ) w
  join users u on u.organization_id = org and u.id = w.reviewer_id
  left join absence a on a.organization_id = org and a.user_id = w.reviewer_id and a.starts_at <= p_at and p_at < a.ends_at
    and may_review(org, a.delegate_id)
  order by w.reviewer_id
  on conflict do nothing
  returning n.person_id, n.for_id, n.items;
end
$$;

-- Whom a review asks when it starts is on record by itself.
create function note_first_assignments() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_campaign_notices(new.id, 'assignment', null, (new.started_at at time zone 'UTC')::date, new.started_at);
  return null;
end
$$;
create trigger note_first_assignments after update on campaign for each row
  when (new.state = 'running' and old.state in ('draft', 'staged')) execute function note_first_assignments();

-- 5. Items come to the stage that is open now: a page of them by position. Gives how many, and where the next page begins;
-- null when there is none.
create function advance_campaign_items(p_campaign_id uuid, p_after integer, p_limit integer)
returns table (moved integer, last integer) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  stage_now smallint;
  doc jsonb;
begin
  select c.stage, c.definition into stage_now, doc from campaign c
    where c.organization_id = org and c.id = p_campaign_id and c.state = 'running' for share;
  if doc is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  return query execute format($sql$
    with page as materialized (
      select i.id, i.position, i.server_id, i.subject_kind, i.subject_id from campaign_item i
      where i.organization_id = $1 and i.campaign_id = $2 and i.position > $3 and i.stage < $5
        and i.outcome is null and stage_takes($6, i.decision, i.risk)
      order by i.position limit $4
    ), placed as materialized (
      select x.id, x.position, fit_reviewer($1, x.id, $5, x.candidates, x.gainer_id, null) as reviewer_id
      from (
        select i.id, i.position, review_gainer($1, i.subject_kind, i.subject_id) as gainer_id, %s as candidates
        from page i
        join server s on s.organization_id = $1 and s.id = i.server_id
        left join users o on o.organization_id = $1 and o.id = s.owner_id
        left join users b on b.organization_id = $1 and b.id = s.backup_owner_id
        left join users m on m.organization_id = $1 and m.id = o.manager_id
        offset 0
      ) x
    ), moved as (
      update campaign_item i set stage = $5, reviewer_id = p.reviewer_id, escalated = null, sampled_at = null, decision = 'undecided', reason = null,
        change = null, decided_by_id = null, decided_for_id = null, decided_at = null, version = i.version + 1
      from placed p
      where i.organization_id = $1 and i.id = p.id and i.stage < $5
      returning i.position
    )
    select count(*)::integer, case when count(*) = $4 then max(position) end from moved
  $sql$, review_candidates(org, (doc #> array['stages', (stage_now - 1)::text, 'reviewers']) || jsonb_build_array(doc -> 'fallback')))
  using org, p_campaign_id, p_after, p_limit, stage_now, doc #>> array['stages', (stage_now - 1)::text, 'takes'];
end
$$;

-- 6. Items pass to others. What was moved is written down for each pair of people, with exactly which items.
create function note_reassignments(
  p_organization_id uuid, p_campaign_id uuid, p_stage smallint, p_kind campaign_reassignment_kind, p_by_id uuid, p_reason text,
  p_at timestamptz, p_moved jsonb
) returns void language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into campaign_reassignment
    (organization_id, id, campaign_id, stage, kind, from_id, to_id, by_id, reason, items, positions, at)
  select p_organization_id, uuidv7(), p_campaign_id, p_stage, p_kind, x.from_id, x.to_id, p_by_id, p_reason, x.items,
    (select jsonb_agg(jsonb_build_array(lower(r), upper(r) - 1) order by lower(r)) from unnest(x.ranges) r), p_at
  from (
    select m.from_id, m.to_id, count(*)::integer as items, range_agg(int4range(m.position, m.position + 1)) as ranges
    from jsonb_to_recordset(p_moved) as m(position integer, from_id uuid, to_id uuid)
    group by m.from_id, m.to_id order by m.from_id, m.to_id
  ) x
$$;

-- Steward itself passes on a page of what waits for somebody who cannot answer, for nobody, or beyond its time:
-- `left`: `p_from_id` left or may not answer any more. `gains`: `p_from_id` owns the consumer by now. `nobody`: nobody could be found.
-- `overdue`: time is up; to the next in line (backup owner, the owner's manager, an administrator) of this round.
create function pass_on_campaign_items(
  p_campaign_id uuid, p_kind campaign_reassignment_kind, p_from_id uuid, p_at timestamptz, p_after integer, p_limit integer
) returns table (from_id uuid, to_id uuid, items integer, last integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  c campaign;
  sources jsonb;
  moved jsonb;
  seen integer;
  behind integer;
begin
  select * into c from campaign x where x.organization_id = org and x.id = p_campaign_id and x.state = 'running' for share;
  if c.id is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  if p_kind = 'by_hand' or (p_kind = 'left' and may_review(org, p_from_id))
    or (p_kind = 'overdue' and (c.escalations = 0 or p_at < c.stage_ends_at or c.stage < jsonb_array_length(c.definition -> 'stages'))) then
    raise exception 'items_pass_on_for_a_reason: whoever reviews this still can' using errcode = '23514', constraint = 'items_pass_on_for_a_reason';
  end if;
  sources := case when p_kind <> 'overdue'
      then (c.definition #> array['stages', (c.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')
      else '[]' end
    || case when p_kind = 'overdue' and c.escalations = 1 then '[{"kind":"backup_owner"}]' else '[]' end::jsonb
    || case when p_kind <> 'overdue' or c.escalations <= 2 then '[{"kind":"manager"}]' else '[]' end::jsonb
    || '[{"kind":"role","role":"admin"}]';
  execute format($sql$
    with page as materialized (
      select i.id, i.position, i.server_id, i.reviewer_id, review_gainer($1, i.subject_kind, i.subject_id) as gainer_id
      from campaign_item i
      where i.organization_id = $1 and i.campaign_id = $2 and i.position > $3 and i.decision = 'undecided' and i.outcome is null and i.stage = $5
        and case $6 when 'overdue' then coalesce(i.escalated, 0) < $7 when 'nobody' then i.reviewer_id is null else i.reviewer_id = $8 end
      order by i.position limit $4
    ), placed as materialized (
      select x.id, x.position, x.reviewer_id as from_id, fit_reviewer($1, x.id, $5, x.candidates, x.gainer_id, x.reviewer_id) as to_id
      from (
        select i.*, %s as candidates
        from page i
        join server s on s.organization_id = $1 and s.id = i.server_id
        left join users o on o.organization_id = $1 and o.id = s.owner_id
        left join users b on b.organization_id = $1 and b.id = s.backup_owner_id
        left join users m on m.organization_id = $1 and m.id = o.manager_id
        where $6 <> 'gains' or i.gainer_id = i.reviewer_id
        offset 0
      ) x
    ), moved as (
      update campaign_item i set reviewer_id = p.to_id, escalated = case when $6 = 'overdue' then $7 else i.escalated end,
        version = i.version + 1
      from placed p
      where i.organization_id = $1 and i.id = p.id and i.decision = 'undecided' and p.to_id is not null
        and i.reviewer_id is not distinct from p.from_id
      returning i.position, p.from_id, p.to_id
    )
    select (select count(*) from page), (select max(position) from page),
      coalesce((select jsonb_agg(jsonb_build_object('position', position, 'from_id', m.from_id, 'to_id', m.to_id)) from moved m), '[]')
  $sql$, review_candidates(org, sources))
  using org, p_campaign_id, p_after, p_limit, c.stage, p_kind::text, c.escalations, p_from_id
  into seen, behind, moved;
  perform note_reassignments(org, p_campaign_id, c.stage, p_kind, null, null, p_at, moved);
  perform note_campaign_notices(p_campaign_id, case when p_kind = 'overdue' then 'escalation' else 'assignment' end::campaign_notice_kind,
    array(select distinct m.to_id from jsonb_to_recordset(moved) as m(to_id uuid)), (p_at at time zone 'UTC')::date, p_at);
  return query
    select m.from_id, m.to_id, count(*)::integer, case when seen = p_limit then behind end
    from jsonb_to_recordset(moved) as m(from_id uuid, to_id uuid)
    group by m.from_id, m.to_id
    union all select null::uuid, null::uuid, 0, case when seen = p_limit then behind end where moved = '[]';
end
$$;

-- A person passes on items that wait, by their ids or all of somebody's: a page of them. To whom that may be: whoever answers
-- for the server, the managers, those whom the stage or the fallback names, and administrators; never who gains by it or
-- answered it before. By whom: whoever reviews them, or an administrator. What does not fit is left and counted.
create function reassign_campaign_items(
  p_campaign_id uuid, p_item_ids uuid[], p_from_id uuid, p_to_id uuid, p_by_id uuid, p_reason text, p_at timestamptz,
  p_after integer, p_limit integer
) returns table (items integer, left_out integer, last integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  c campaign;
  is_admin boolean;
  pool uuid[] := '{}';
  source jsonb;
  moved jsonb;
  seen integer;
  behind integer;
begin
  select * into c from campaign x where x.organization_id = org and x.id = p_campaign_id and x.state = 'running' for share;
  if c.id is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  if not may_review(org, p_to_id) or not may_review(org, p_by_id) then
    raise exception 'items_pass_to_who_may_answer: choose somebody active who may answer in reviews'
      using errcode = '23514', constraint = 'items_pass_to_who_may_answer';
  end if;
  is_admin := exists (select from role_assignment a where a.organization_id = org and a.user_id = p_by_id and a.role = 'admin');
  for source in select value from jsonb_array_elements(
    (c.definition #> array['stages', (c.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')
      || '[{"kind":"role","role":"admin"}]') loop
    pool := pool || coalesce(review_pool(org, source), '{}');
  end loop;
  with page as materialized (
    select i.id, i.position, i.server_id, i.reviewer_id, i.sampled_at, review_gainer(org, i.subject_kind, i.subject_id) as gainer_id
    from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > p_after and i.decision = 'undecided'
      and i.outcome is null and i.stage = c.stage and (p_item_ids is null or i.id = any (p_item_ids))
      and (p_from_id is null or i.reviewer_id = p_from_id) and (p_item_ids is not null or p_from_id is not null)
    order by i.position limit p_limit
  ), fit as materialized (
    select i.id, i.position, i.reviewer_id
    from page i
    join server s on s.organization_id = org and s.id = i.server_id
    left join users o on o.organization_id = org and o.id = s.owner_id
    left join users r on r.organization_id = org and r.id = i.reviewer_id
    where (is_admin or i.reviewer_id = p_by_id) and i.reviewer_id is distinct from p_to_id and i.gainer_id is distinct from p_to_id
      and (p_to_id = any (pool) or p_to_id in (s.owner_id, s.backup_owner_id, o.manager_id, r.manager_id))
      and not exists (
        select from campaign_answer a
        where a.organization_id = org and a.item_id = i.id and p_to_id in (a.decided_by_id, a.decided_for_id)
          and (a.stage < c.stage or i.sampled_at is not null))
  ), done as (
    update campaign_item i set reviewer_id = p_to_id, version = i.version + 1
    from fit f
    where i.organization_id = org and i.id = f.id and i.decision = 'undecided' and i.reviewer_id is not distinct from f.reviewer_id
    returning i.position, f.reviewer_id as from_id
  )
  select (select count(*) from page), (select max(position) from page),
    coalesce((select jsonb_agg(jsonb_build_object('position', position, 'from_id', d.from_id, 'to_id', p_to_id)) from done d), '[]')
  into seen, behind, moved;
  perform note_reassignments(org, p_campaign_id, c.stage, 'by_hand', p_by_id, p_reason, p_at, moved);
  if moved <> '[]' then
    perform note_campaign_notices(p_campaign_id, 'assignment', array[p_to_id], (p_at at time zone 'UTC')::date, p_at);
  end if;
  items := jsonb_array_length(moved);
  left_out := seen - items;
  last := case when seen = p_limit then behind end;
  return next;
end
$$;

-- 7. What was answered before comes back where nobody answered anew: a page of it, while the review closes.
create function settle_campaign_items(p_campaign_id uuid, p_after integer, p_limit integer)
returns table (settled integer, last integer) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
begin
  perform from campaign c where c.organization_id = org and c.id = p_campaign_id and c.state in ('running', 'closing') for share;
  if not found then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  return query
  with page as materialized (
    select i.id, i.position from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > p_after and i.decision = 'undecided'
      and i.standing is not null
    order by i.position limit p_limit
  ), done as (
    update campaign_item i set decision = a.decision, reason = a.reason, change = a.change, decided_by_id = a.decided_by_id,
      decided_for_id = a.decided_for_id, decided_at = a.decided_at, version = i.version + 1
    from page x
    cross join lateral standing_answer(org, x.id) a
    where i.organization_id = org and i.id = x.id and i.decision = 'undecided' and a.decision is not null
    returning i.position
  )
  select (select count(*)::integer from done), (select case when count(*) = p_limit then max(position) end from page);
end
$$;

-- As before, and what waits to be answered anew counts as it was answered.
create or replace function campaign_close_effect(p_organization_id uuid, p_campaign_id uuid)
returns table (removals bigint, in_force bigint) language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select
    coalesce(sum(t.count) filter (where t.decision = 'revoke' or t.decision = 'undecided' and (t.standing = 'revoke'
      or t.standing = 'undecided' and c.definition -> 'noResponse' ->> t.risk::text = 'revoke')), 0)::bigint,
    coalesce(sum(t.count), 0)::bigint
  from campaign_tally t
  join campaign c on c.organization_id = t.organization_id and c.id = t.campaign_id
  where t.organization_id = p_organization_id and t.campaign_id = p_campaign_id and t.outcome = 'none'
$$;
