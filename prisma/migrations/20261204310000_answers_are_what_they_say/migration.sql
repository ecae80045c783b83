-- Answers of a review, held by the database: an item and the record of its answer say the same, and whoever gives one is
-- the one who may. Both are written by one statement; both guards look when it has ended.

-- When an item was first opened by somebody who may answer for it: what is of high risk is opened before it is answered.
-- No foreign key to the item: taking a population of a million back would look for each of them here.
create table campaign_opening (
  organization_id uuid not null,
  item_id uuid not null,
  user_id uuid not null,
  campaign_id uuid not null,
  opened_at timestamptz(3) not null,
  constraint campaign_opening_pkey primary key (organization_id, item_id, user_id),
  constraint campaign_opening_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_opening_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_opening_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_opening_organization_id_user_id_idx on campaign_opening (organization_id, user_id);
create index campaign_opening_organization_id_campaign_id_idx on campaign_opening (organization_id, campaign_id);
alter table campaign_opening enable row level security;
create policy tenant on campaign_opening using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on campaign_opening to steward_app;

-- When a second reviewer was asked, because the first answer came too fast to have been looked at.
alter table campaign_item add column sampled_at timestamptz(3);
grant update (sampled_at) on campaign_item to steward_app;

alter table campaign_answer
  -- Those that were given together, and are taken back together.
  add column batch_id uuid,
  -- Given faster than the policy of that moment finds plausible; and drawn, as one of such, for a second reviewer.
  add column is_hasty boolean not null default false,
  add column is_drawn boolean not null default false,
  add constraint campaign_answer_batch_is_in_bulk check (in_bulk = (batch_id is not null)),
  add constraint campaign_answer_is_drawn_if_hasty check (is_hasty or not is_drawn),
  add constraint campaign_answer_change_is_whole check ((decision = 'change') = (change is not null));
create index campaign_answer_batch on campaign_answer (organization_id, batch_id) where batch_id is not null;
create index campaign_answer_drawn on campaign_answer (organization_id, campaign_id, item_id) where is_drawn;

-- The answer that stands for an item: the last that was given and not taken back, by whoever gave it, in whatever stage.
create function standing_answer(p_organization_id uuid, p_item_id uuid) returns setof campaign_answer language sql stable as $$
  select s.* from (
    select distinct on (a.stage, a.decided_by_id) a.* from campaign_answer a
    where a.organization_id = p_organization_id and a.item_id = p_item_id
    order by a.stage, a.decided_by_id, a.decided_at desc, a.id desc
  ) s
  where s.decision <> 'undecided'
  order by s.decided_at desc, s.id desc limit 1
$$;

-- What was said of an item before is now asked of the whole statement at once.
drop trigger refuse_unfit_item_answer on campaign_item;
drop function refuse_unfit_item_answer();

-- An item's answer is the one on record that stands; it is open again when that was taken back, when the next stage asks,
-- or when a second reviewer does. What was answered is put back from the record while a review closes.
create function refuse_unrecorded_answers() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  problem text;
begin
  with rows_of as (
    select organization_id, id, campaign_id, stage, sampled_at, decision, reason, change::text as change, decided_by_id,
      decided_for_id, decided_at, true as is_new
    from after_rows
    union all
    select organization_id, id, campaign_id, stage, sampled_at, decision, reason, change::text, decided_by_id,
      decided_for_id, decided_at, false
    from before_rows
  ),
  pairs as (
    select r.*, lag(r.decision) over w as old_decision, lag(r.reason) over w as old_reason, lag(r.change) over w as old_change,
      lag(r.decided_by_id) over w as old_by, lag(r.decided_for_id) over w as old_for, lag(r.decided_at) over w as old_at,
      lag(r.stage) over w as old_stage, lag(r.sampled_at) over w as old_sampled_at
    from rows_of r
    window w as (partition by r.organization_id, r.id order by r.is_new)
  ),
  changed as (
    select p.* from pairs p
    where p.is_new and (p.decision, p.reason, p.change, p.decided_by_id, p.decided_for_id, p.decided_at)
      is distinct from (p.old_decision, p.old_reason, p.old_change, p.old_by, p.old_for, p.old_at)
  )
  select f.problem into problem from (
    select case
      when c.state = 'closing' and n.decision = 'undecided' or c.state not in ('running', 'closing')
        then 'items_are_answered_while_it_runs: this review does not run'
      when n.decision = 'undecided' then case
        when n.reason is not null or n.change is not null then 'answers_are_on_record: an open item has no answer'
        when n.stage > n.old_stage or (n.sampled_at is not null and n.old_sampled_at is null) then null
        when exists (
          select from campaign_answer a
          where a.organization_id = n.organization_id and a.item_id = n.id and a.decision = 'undecided'
            and a.stage = n.stage and a.decided_by_id = n.old_by and a.decided_at >= n.old_at
        ) then null
        else 'answers_are_on_record: nobody took this answer back' end
      when not exists (
        select from standing_answer(n.organization_id, n.id) s
        where (s.decision, s.reason, s.change::text, s.decided_by_id, s.decided_for_id, s.decided_at)
          is not distinct from (n.decision, n.reason, n.change, n.decided_by_id, n.decided_for_id, n.decided_at)
      ) then 'answers_are_on_record: nobody gave this answer'
    end as problem
    from changed n
    join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id
  ) f
  where f.problem is not null limit 1;
  if problem is not null then
    raise exception '%', problem using errcode = '23514', constraint = split_part(problem, ':', 1);
  end if;
  return null;
end
$$;
create trigger refuse_unrecorded_answers after update on campaign_item
  referencing old table as before_rows new table as after_rows
  for each statement execute function refuse_unrecorded_answers();

-- Whoever answers is its reviewer, or answers in that person's place; never for what they gain by; only while it runs; what
-- is of high risk after opening it, for a reason of its own; and a record says what its item says.
create function refuse_unfit_answers() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  problem text;
begin
  select f.problem into problem from (
    select case
      when i.id is null or i.campaign_id <> a.campaign_id or i.stage <> a.stage
        or (i.decision, i.reason, i.change::text) is distinct from (a.decision, a.reason, a.change::text)
        then 'answers_are_on_record: the item says otherwise'
      when c.state <> 'running' then 'items_are_answered_while_it_runs: this review does not run'
      when a.opened_at is not null and not exists (
        select from campaign_opening o
        where o.organization_id = a.organization_id and o.item_id = a.item_id and o.user_id = a.decided_by_id
          and o.opened_at = a.opened_at and o.opened_at <= a.decided_at
      ) then 'openings_are_on_record: it was not opened then'
      when a.decision = 'undecided' then case
        when a.reason is null and a.change is null and exists (
          select from campaign_answer b
          where b.organization_id = a.organization_id and b.item_id = a.item_id and b.stage = a.stage
            and b.decided_by_id = a.decided_by_id and b.decision <> 'undecided'
            and a.decided_at between b.decided_at and b.decided_at + interval '10 seconds'
        ) then null
        else 'answers_are_taken_back_soon: an answer can be taken back for ten seconds, by whoever gave it' end
      when (i.decided_by_id, i.decided_for_id, i.decided_at) is distinct from (a.decided_by_id, a.decided_for_id, a.decided_at)
        then 'answers_are_on_record: the item says otherwise'
      when i.reviewer_id is null or i.reviewer_id <> coalesce(a.decided_for_id, a.decided_by_id)
        or not exists (
          select from users u where u.organization_id = a.organization_id and u.id = a.decided_by_id and u.is_active
        ) then 'reviewers_answer: somebody else reviews this item'
      when i.subject_kind = 'access' and exists (
        select from grants g join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id
        where g.organization_id = i.organization_id and g.id = i.subject_id
          and k.owner_id in (a.decided_by_id, a.decided_for_id)
      ) then 'nobody_reviews_own_access: whoever owns the consumer does not review its access'
      when a.in_bulk and (i.risk <> 'low' or i.sampled_at is not null or a.decision = 'change')
        then 'bulk_is_for_low_risk: what is not of low risk is answered one by one'
      when i.risk = 'high' and a.opened_at is null then 'high_risk_is_opened_first: it was not opened'
      when (i.risk = 'high' or a.decision = 'revoke' or c.definition ->> 'needsReason' = 'always')
        and coalesce(btrim(a.reason), '') = '' then 'answers_say_why: a reason is needed here'
      when i.sampled_at is not null and exists (
        select from campaign_answer b
        where b.organization_id = a.organization_id and b.item_id = a.item_id and b.decided_at <= i.sampled_at
          and (b.decided_by_id in (a.decided_by_id, a.decided_for_id) or b.decided_for_id in (a.decided_by_id, a.decided_for_id))
      ) then 'second_reviewer_is_another: whoever answered first does not answer again'
    end as problem
    from new_answers a
    left join campaign_item i on i.organization_id = a.organization_id and i.id = a.item_id
    left join campaign c on c.organization_id = a.organization_id and c.id = a.campaign_id
  ) f
  where f.problem is not null limit 1;
  if problem is not null then
    raise exception '%', problem using errcode = '23514', constraint = split_part(problem, ':', 1);
  end if;
  return null;
end
$$;
create trigger refuse_unfit_answers after insert on campaign_answer
  referencing new table as new_answers
  for each statement execute function refuse_unfit_answers();
