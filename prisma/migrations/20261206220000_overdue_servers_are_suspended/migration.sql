-- What happens to servers whose review is overdue: people are told, and where the policy says so, high-impact grants are
-- suspended until the server was reviewed. See docs/decisions/0014-review-clock.md.

-- 1. Who was told, of which due day: once of each.
alter table server drop column review_warned_for;
create table review_warning (
  organization_id uuid not null,
  server_id uuid not null,
  due_on date not null,
  -- due: it comes; overdue: it was missed; suspension: what is granted is about to be suspended for it.
  kind text not null,
  at timestamptz(3) not null default now(),
  constraint review_warning_pkey primary key (organization_id, server_id, due_on, kind),
  constraint review_warning_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint review_warning_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint review_warning_is_of_a_kind check (kind in ('due', 'overdue', 'suspension'))
);
alter table review_warning enable row level security;
create policy tenant on review_warning using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
-- When it was told is the database's to say: a warning of the past cannot be made up.
grant select, insert (organization_id, server_id, due_on, kind) on review_warning to steward_app;

-- 2. Why Steward suspended it, where that is not that it is no longer what was approved.
alter table grants
  add column suspended_for text,
  add constraint grant_suspension_has_a_known_cause check (
    suspended_for is null or (suspended_for = 'review_overdue' and suspended_by_id is null and state <> 'active'));
grant update (suspended_for) on grants to steward_app;
create index grants_suspended_for_review on grants (organization_id, server_id) where state = 'suspended' and suspended_for is not null;

-- Servers whose high-impact grants may be suspended today: overdue by as long as the policy says, with a warning that is
-- as old as warnings are.
create view server_to_suspend as
  select s.organization_id, s.id, s.name, s.next_review_on
  from server s
  join review_clock k on k.organization_id = s.organization_id and k.suspend_after_days is not null
  join review_warning w on w.organization_id = s.organization_id and w.server_id = s.id and w.due_on = s.next_review_on
    and w.kind = 'suspension' and w.at <= now() - make_interval(days => least(k.warn_days, k.suspend_after_days))
  where s.organization_id = (select current_organization_id())
    and s.state in ('registered', 'active', 'suspended')
    and s.next_review_on <= (now() at time zone 'UTC')::date - k.suspend_after_days;
grant select on server_to_suspend to steward_app;

-- As before, and: what was suspended because a review was overdue goes on once the server was reviewed since, and only so.
create or replace function refuse_unfit_resume() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.suspended_by_id is distinct from old.suspended_by_id and not (
    old.state = 'active' and new.state = 'suspended'
    or old.state = 'suspended' and new.state = 'active' and new.suspended_by_id is null
  ) or new.suspended_for is distinct from old.suspended_for and not (
    old.state = 'active' and new.state = 'suspended'
    or old.state = 'suspended' and new.state = 'active' and new.suspended_for is null
  ) then
    raise exception 'suspension_is_whose_it_was: who suspended a grant is never rewritten'
      using errcode = '23514', constraint = 'suspension_is_whose_it_was';
  end if;
  if old.state = 'active' and new.state = 'suspended' and new.suspended_for = 'review_overdue' and not exists (
    select from server_to_suspend s where s.organization_id = old.organization_id and s.id = old.server_id
  ) then
    raise exception 'only_overdue_servers_are_suspended: the review of this server is not overdue by that long'
      using errcode = '23514', constraint = 'only_overdue_servers_are_suspended';
  end if;
  if old.state = 'suspended' and new.state = 'active' and (
    old.suspended_by_id is null and not (
      old.suspended_for is not distinct from 'review_overdue' and exists (
        select from server s
        where s.organization_id = old.organization_id and s.id = old.server_id
          and s.last_reviewed_on >= (old.suspended_at at time zone 'UTC')::date
          and s.next_review_on >= (now() at time zone 'UTC')::date))
    or old.expires_at <= now()
    or exists (
      select from grant_drift d
      where d.organization_id = old.organization_id and d.grant_id = old.id and d.is_drifted
    )
    or exists (
      select from consumer c
      where c.organization_id = old.organization_id and c.id = old.consumer_id and c.deactivated_at is not null
    )
  ) then
    raise exception 'only_what_was_approved_resumes: a grant resumes only as it was approved'
      using errcode = '23514', constraint = 'only_what_was_approved_resumes';
  end if;
  return new;
end
$$;
drop trigger refuse_unfit_resume on grants;
create trigger refuse_unfit_resume before update of state, suspended_by_id, suspended_for on grants
  for each row execute function refuse_unfit_resume();

-- 3. The brake: a share of what is in force is suspended only after a person looked (product rule 10).
create table review_suspension (
  organization_id uuid not null,
  id uuid not null,
  asked_at timestamptz(3) not null default now(),
  -- What would be suspended, on how many servers, and of how many grants of high impact in force.
  grant_count integer not null,
  server_count integer not null,
  in_force_count integer not null,
  -- The version of the policy that asks for it.
  policy_number integer not null,
  answer text,
  answered_by_id uuid,
  answered_at timestamptz(3),
  reason text,
  constraint review_suspension_pkey primary key (organization_id, id),
  constraint review_suspension_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint review_suspension_organization_id_answered_by_id_fkey foreign key (organization_id, answered_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint review_suspension_is_answered_by_somebody check (
    (answer is null) = (answered_by_id is null) and (answer is null) = (answered_at is null)
    and (answer is null or answer in ('confirmed', 'declined') and length(btrim(reason)) > 0)),
  constraint review_suspension_counts check (grant_count > 0 and server_count > 0 and in_force_count >= grant_count)
);
create unique index review_suspension_one_is_asked on review_suspension (organization_id) where answer is null;
create index review_suspension_organization_id_answered_at_idx on review_suspension (organization_id, answered_at);
create index review_suspension_organization_id_answered_by_id_idx on review_suspension (organization_id, answered_by_id);
alter table review_suspension enable row level security;
create policy tenant on review_suspension using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert (organization_id, id, grant_count, server_count, in_force_count, policy_number) on review_suspension to steward_app;
grant update (grant_count, server_count, in_force_count, answer, answered_by_id, answered_at, reason) on review_suspension to steward_app;

-- Answered once, by somebody who had no hand in the policy that asks for it.
create function refuse_unfit_review_suspension() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.answer is not null then
    raise exception 'a_suspension_is_answered_once: this was answered already'
      using errcode = '23514', constraint = 'a_suspension_is_answered_once';
  end if;
  if new.answer is not null then
    -- What is answered is what was seen.
    if (new.grant_count, new.server_count) is distinct from (old.grant_count, old.server_count) then
      raise exception 'a_suspension_is_answered_once: something else was asked'
        using errcode = '23514', constraint = 'a_suspension_is_answered_once';
    end if;
    new.answered_at := now();
    if not exists (
      select from users u where u.organization_id = new.organization_id and u.id = new.answered_by_id and u.is_active
    ) or exists (
      select from policy_version v
      where v.organization_id = new.organization_id and v.state = 'active'
        and new.answered_by_id = any (v.editor_ids || array[v.created_by_id, v.proposed_by_id])
    ) then
      raise exception 'others_confirm_what_the_policy_cuts: whoever wrote the policy does not confirm what it cuts'
        using errcode = '23514', constraint = 'others_confirm_what_the_policy_cuts';
    end if;
  end if;
  return new;
end
$$;
create trigger refuse_unfit_review_suspension before update on review_suspension
  for each row execute function refuse_unfit_review_suspension();
