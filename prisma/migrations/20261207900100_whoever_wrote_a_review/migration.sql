-- Whoever rewrites another's draft or schedule has written it too: what it asks by itself is not confirmed by one person.
alter table campaign add column changed_by_ids uuid[] not null default '{}';
alter table review_schedule add column changed_by_ids uuid[] not null default '{}';
grant update (changed_by_ids) on campaign, review_schedule to steward_app;

-- Who wrote something stays on record as long as it does.
create function refuse_forgotten_authors() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'authors_stay_on_record: who wrote what a review asks is never taken back'
    using errcode = '23514', constraint = 'authors_stay_on_record';
end
$$;
create trigger refuse_forgotten_authors before update on campaign for each row
  when (not new.changed_by_ids @> old.changed_by_ids) execute function refuse_forgotten_authors();
create trigger refuse_forgotten_authors before update on review_schedule for each row
  when (not new.changed_by_ids @> old.changed_by_ids) execute function refuse_forgotten_authors();

-- As before, and whoever changed it is among those who wrote it.
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
        or new.answered_by_id = any (c.changed_by_ids || coalesce(s.changed_by_ids, '{}'))
        or c.cause ->> 'kind' = 'schedule' and s.id is null)
  ) then
    raise exception 'authors_confirm_no_brake_of_its_own: whoever wrote this review does not confirm what it asked by itself'
      using errcode = '23514', constraint = 'authors_confirm_no_brake_of_its_own';
  end if;
  return new;
end
$$;
