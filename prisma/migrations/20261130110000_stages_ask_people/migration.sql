-- A stage asks people who come from roles, groups, names or the server's owners. Who that was is frozen with the request
-- (product rule 3): people found later are not added by themselves, and whoever has lost what made them one of them
-- since cannot answer any more.
create type request_kind as enum ('enable_tools', 'give_access');

alter table request
  add column kind request_kind,
  add column criticality criticality,
  add column is_automatic boolean not null default false,
  add column needs_distinct_people boolean not null default true;
update request r set
  kind = case when exists (
    select from request_item i
    where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
  ) then 'enable_tools' else 'give_access' end::request_kind,
  criticality = s.criticality
from server s where s.organization_id = r.organization_id and s.id = r.server_id;
alter table request alter column kind set not null, alter column criticality set not null;
-- What nobody is asked about only reads, and not in production.
alter table request add constraint only_harmless_requests_are_automatic
  check (not is_automatic or (impact = 'reads' and environment <> 'production'));

alter table request_stage
  add column approvers jsonb,
  add column needs_step_up boolean not null default false;
update request_stage set approvers = jsonb_build_array(jsonb_build_object('kind', 'role', 'role', approver_role));
alter table request_stage alter column approvers set not null;

create table request_seat (
  organization_id uuid not null,
  request_id uuid not null,
  position integer not null,
  user_id uuid not null,
  -- What made them one of those who are asked: role:approver, group:<id>, person:<id>, owner, backup_owner, manager.
  source text not null,
  added_at timestamptz(3) not null,
  constraint request_seat_pkey primary key (organization_id, request_id, position, user_id, source),
  constraint request_seat_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint request_seat_organization_id_request_id_position_fkey foreign key (organization_id, request_id, position)
    references request_stage (organization_id, request_id, position) on delete restrict on update cascade,
  constraint request_seat_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint request_seat_has_a_source check (source ~ '^(role:[a-z]+|group:[0-9a-f-]{36}|person:[0-9a-f-]{36}|owner|backup_owner|manager)$')
);
create index request_seat_organization_id_user_id_request_id_idx on request_seat (organization_id, user_id, request_id);
insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
  select s.organization_id, s.request_id, s.position, a.user_id, 'role:' || s.approver_role, r.submitted_at
  from request_stage s
  join request r on r.organization_id = s.organization_id and r.id = s.request_id and r.state = 'pending'
  join role_assignment a on a.organization_id = s.organization_id and a.role = s.approver_role
  join users u on u.organization_id = a.organization_id and u.id = a.user_id and u.is_active
  where r.submitted_at is not null;

alter table request_seat enable row level security;
create policy tenant on request_seat using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on request_seat to steward_app;

-- Whether what made somebody one of those who are asked still holds.
create function seat_holds(p_organization_id uuid, p_request_id uuid, p_user_id uuid, p_source text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from users u where u.organization_id = p_organization_id and u.id = p_user_id and u.is_active
  ) and case
    when p_source like 'role:%' then exists (
      select from role_assignment a
      where a.organization_id = p_organization_id and a.user_id = p_user_id and a.role::text = substr(p_source, 6))
    when p_source like 'group:%' then exists (
      select from group_member m
      join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
      where m.organization_id = p_organization_id and m.user_id = p_user_id and m.group_id = substr(p_source, 7)::uuid)
    when p_source like 'person:%' then p_source = 'person:' || p_user_id
    else exists (
      select from request r
      join server s on s.organization_id = r.organization_id and s.id = r.server_id
      left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
      where r.organization_id = p_organization_id and r.id = p_request_id
        and p_user_id = case p_source when 'owner' then s.owner_id when 'backup_owner' then s.backup_owner_id
          else o.manager_id end)
  end;

create or replace function refuse_unfit_decider() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and new.decider_id = any (r.beneficiary_ids)
  )
  -- Whoever gained access since it was asked gains the tool too.
  or exists (
    select from request r
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
      and g.kind = 'access' and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = new.organization_id and r.id = new.request_id and c.owner_id = new.decider_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
      )
  )
  -- Nor whose access waits on the same server: one answer would open the way for the other.
  or exists (
    select from request r
    join request w on w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    join consumer c on c.organization_id = a.organization_id and c.id = a.consumer_id
    where r.organization_id = new.organization_id and r.id = new.request_id and c.owner_id = new.decider_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
      )
  )
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  or exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = new.organization_id and r.id = new.request_id and r.cause = 'drift'
      and (new.decider_id = s.owner_id or new.decider_id = s.backup_owner_id)
  ) then
    raise exception 'nobody_decides_what_benefits_them: nobody decides on a request that benefits them'
      using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
  end if;
  if not exists (
    select from request_seat t
    where t.organization_id = new.organization_id and t.request_id = new.request_id
      and t.position = new.stage_position and t.user_id = new.decider_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
  ) then
    raise exception 'only_approvers_of_the_stage_decide: the decider is not an approver of this stage'
      using errcode = '23514', constraint = 'only_approvers_of_the_stage_decide';
  end if;
  -- Held until commit: nothing is added to the request meanwhile.
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found then
    raise exception 'only_pending_requests_are_decided: the request is not waiting for a decision'
      using errcode = '23514', constraint = 'only_pending_requests_are_decided';
  end if;
  -- Looked at under that lock, so that two answers at once are counted one after the other.
  if exists (
    select from request r
    join request_decision d on d.organization_id = r.organization_id and d.request_id = r.id
    where r.organization_id = new.organization_id and r.id = new.request_id and r.needs_distinct_people
      and d.decider_id = new.decider_id
  ) then
    raise exception 'stages_are_answered_by_different_people: one person answers one stage of this request'
      using errcode = '23514', constraint = 'stages_are_answered_by_different_people';
  end if;
  return new;
end
$$;

drop index request_decision_organization_id_request_id_decider_id_key;
create unique index request_decision_one_per_stage
  on request_decision (organization_id, request_id, stage_position, decider_id);

create function refuse_late_seat() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found then
    raise exception 'only_pending_requests_ask: nobody is asked about a request that does not wait'
      using errcode = '23514', constraint = 'only_pending_requests_ask';
  end if;
  return new;
end
$$;
create trigger refuse_late_seat before insert on request_seat
  for each row execute function refuse_late_seat();

create or replace function refuse_unapproved_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.origin_kind = 'approval' and (
    not exists (
      select from request r
      where r.organization_id = new.organization_id and r.id = new.request_id and r.state in ('approved', 'applied')
        and r.server_id = new.server_id
    )
    or exists (
      select from request_stage s
      where s.organization_id = new.organization_id and s.request_id = new.request_id
        and s.quorum > (
          select count(*) from request_decision d
          where d.organization_id = s.organization_id and d.request_id = s.request_id
            and d.stage_position = s.position and d.decision = 'approve'
        )
    )
    -- Without a stage only where a policy said in so many words that nobody is asked.
    or not exists (
      select from request_stage s
      where s.organization_id = new.organization_id and s.request_id = new.request_id
      union all
      select from request r
      where r.organization_id = new.organization_id and r.id = new.request_id and r.is_automatic
    )
    or not exists (
      select from request_item i
      where i.organization_id = new.organization_id and i.request_id = new.request_id
        and i.kind::text = new.kind::text and i.tool_id is not distinct from new.tool_id
        and i.tool_digest is not distinct from new.tool_digest
        and i.consumer_id is not distinct from new.consumer_id and i.server_digest = new.server_digest
    )
  ) then
    raise exception 'grant_needs_its_approval: a grant needs an approved request for exactly what it grants'
      using errcode = '23514', constraint = 'grant_needs_its_approval';
  end if;
  return new;
end
$$;

alter table request_stage drop column approver_role;
