-- 1. The data that a server can reach: what it holds itself, and what the systems hold that it is linked to.
create function data_in_reach(p_organization_id uuid, p_server_id uuid) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp
return array(
  select unnest(s.data_classes) from server s where s.organization_id = p_organization_id and s.id = p_server_id
  union
  select unnest(y.data_classes)
  from server_system l
  join system y on y.organization_id = l.organization_id and y.id = l.system_id
  where l.organization_id = p_organization_id and l.server_id = p_server_id
  order by 1
);

-- What is in force was given beside the systems that were linked by then; what is linked later was not seen.
alter table grants disable trigger user;
update grants g set approved_data_classes = g.approved_data_classes || (
  select array_agg(class) from server_system l
  join system y on y.organization_id = l.organization_id and y.id = l.system_id
  cross join lateral unnest(y.data_classes) class
  where l.organization_id = g.organization_id and l.server_id = g.server_id and l.linked_at <= g.granted_at)
where g.state <> 'revoked' and g.approved_data_classes is not null and exists (
  select from server_system l
  join system y on y.organization_id = l.organization_id and y.id = l.system_id
  where l.organization_id = g.organization_id and l.server_id = g.server_id and l.linked_at <= g.granted_at
    and y.data_classes <> '{}');
alter table grants enable trigger user;

create or replace function refuse_unfit_resume() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.suspended_by_id is distinct from old.suspended_by_id and not (
    old.state = 'active' and new.state = 'suspended'
    or old.state = 'suspended' and new.state = 'active' and new.suspended_by_id is null
  ) then
    raise exception 'suspension_is_whose_it_was: who suspended a grant is never rewritten'
      using errcode = '23514', constraint = 'suspension_is_whose_it_was';
  end if;
  if old.state = 'suspended' and new.state = 'active' and (
    old.suspended_by_id is null
    or old.expires_at <= now()
    or exists (
      select from server s
      where s.organization_id = old.organization_id and s.id = old.server_id
        and (s.identity_digest <> old.server_digest
          or s.environment > old.approved_environment
          or s.criticality > old.approved_criticality
          or not data_in_reach(s.organization_id, s.id) <@ old.approved_data_classes)
    )
    or exists (
      select from tool t
      where t.organization_id = old.organization_id and t.id = old.tool_id
        and (t.digest <> old.tool_digest or t.state = 'removed' or t.reviewed_impact > old.approved_impact)
    )
    or old.kind = 'access' and old.approved_automatically and exists (
      select from tool t
      where t.organization_id = old.organization_id and t.server_id = old.server_id and t.state = 'enabled'
        and t.reviewed_impact > old.approved_impact
    )
    or old.kind = 'scope' and not exists (
      select from scope p
      where p.organization_id = old.organization_id and p.server_id = old.server_id and p.name = old.scope_name
        and p.system is not distinct from old.scope_system and p.breadth = old.scope_breadth
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

create or replace function refuse_unfit_continuation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked record;
begin
  select r.kind::text as kind, r.state::text as state, s.environment
    into asked
    from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = new.organization_id and r.id = new.request_id;
  if asked.environment > new.approved_environment then
    raise exception 'grant_is_for_where_the_server_is: the server moved to a stricter environment after this was asked'
      using errcode = '23514', constraint = 'grant_is_for_where_the_server_is';
  end if;
  if not data_in_reach(new.organization_id, new.server_id) <@ new.approved_data_classes then
    raise exception 'grant_is_for_the_data_it_reaches: the server reaches other data than when this was asked'
      using errcode = '23514', constraint = 'grant_is_for_the_data_it_reaches';
  end if;
  if asked.kind in ('move_to_production', 'extend_grants') and not (
    asked.state = 'approved'
    and (asked.kind <> 'move_to_production' or asked.environment = 'production')
    and exists (
      select from request_item i
      cross join lateral (
        select * from grants e where e.organization_id = i.organization_id and e.id = i.grant_id offset 0) g
      where i.organization_id = new.organization_id and i.request_id = new.request_id
        and i.kind::text = new.kind::text and i.tool_id is not distinct from new.tool_id
        and i.consumer_id is not distinct from new.consumer_id and i.scope_name is not distinct from new.scope_name
        and g.server_id = new.server_id and g.kind = new.kind
        and g.tool_id is not distinct from new.tool_id and g.consumer_id is not distinct from new.consumer_id
        and g.scope_name is not distinct from new.scope_name
        and g.server_digest = new.server_digest and g.tool_digest is not distinct from new.tool_digest
        and g.state = 'revoked' and g.revoked_at = new.granted_at and g.expires_at > new.granted_at
        and (asked.kind <> 'move_to_production' or new.expires_at <= g.expires_at)
    )
  ) then
    raise exception 'grant_carries_on_its_predecessor: an approval to go on is for grants in force, once'
      using errcode = '23514', constraint = 'grant_carries_on_its_predecessor';
  end if;
  return new;
end
$$;

-- 2. Answers follow what a server reaches at once.
create function note_changed_reach() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_organization_id uuid;
begin
  for v_organization_id in
    insert into decision_change (organization_id, kind, ids)
    select organization_id, 'server', array_agg(distinct server_id) from changed group by organization_id
    returning organization_id
  loop
    perform pg_notify('decisions', v_organization_id::text);
  end loop;
  return null;
end
$$;
create trigger server_system_begins_for_decisions after insert on server_system
  referencing new table as changed for each statement execute function note_changed_reach();
create trigger server_system_ends_for_decisions after delete on server_system
  referencing old table as changed for each statement execute function note_changed_reach();

create function note_changed_system() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_organization_id uuid;
begin
  for v_organization_id in
    insert into decision_change (organization_id, kind, ids)
    select l.organization_id, 'server', array_agg(distinct l.server_id)
    from after_change n
    join before_change o on o.organization_id = n.organization_id and o.id = n.id
    join server_system l on l.organization_id = n.organization_id and l.system_id = n.id
    where n.data_classes is distinct from o.data_classes
    group by l.organization_id
    returning organization_id
  loop
    perform pg_notify('decisions', v_organization_id::text);
  end loop;
  return null;
end
$$;
create trigger system_changes_decisions after update on system
  referencing old table as before_change new table as after_change
  for each statement execute function note_changed_system();
revoke all on function note_changed_reach, note_changed_system from public;

-- A link is made or ended, never turned into another: else neither of the above would see it.
create function refuse_turned_link() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'a_link_is_never_another: what a server reaches is linked and unlinked'
    using errcode = '23514', constraint = 'a_link_is_never_another';
end
$$;
create trigger refuse_turned_link before update on server_system for each row
  when (new.server_id <> old.server_id or new.system_id <> old.system_id) execute function refuse_turned_link();

-- 3. A system that is said to hold less, or that a server no longer reaches, is less care needed, as on the server
-- itself.
alter table system add column lowered_at timestamptz(3);
create function keep_when_system_lowered() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.lowered_at := case when not old.data_classes <@ new.data_classes then now() else old.lowered_at end;
  return new;
end
$$;
create trigger keep_when_system_lowered before update on system
  for each row execute function keep_when_system_lowered();

create or replace function keep_when_lowered() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.lowered_at := case
    when new.criticality < old.criticality or new.environment < old.environment
      or not old.data_classes <@ new.data_classes then now()
    -- Ending a link says so, too; nobody says that it was not so. LEAST alone would take nothing for now.
    when new.lowered_at is not null then greatest(old.lowered_at, least(new.lowered_at, now()))
    else old.lowered_at
  end;
  return new;
end
$$;

create function lower_what_was_unlinked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update server s set lowered_at = now()
  where s.organization_id = old.organization_id and s.id = old.server_id and exists (
    select from system y
    where y.organization_id = old.organization_id and y.id = old.system_id
      and (not y.data_classes <@ data_in_reach(s.organization_id, s.id)
        or y.lowered_at > now() - interval '30 days'));
  return null;
end
$$;
create trigger lower_what_was_unlinked after delete on server_system
  for each row execute function lower_what_was_unlinked();

create or replace function refuse_automatic_after_lowering() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from server s
    where s.organization_id = new.organization_id and s.id = new.server_id and s.lowered_at > now() - interval '30 days'
  ) or exists (
    select from server_system l
    join system y on y.organization_id = l.organization_id and y.id = l.system_id
    where l.organization_id = new.organization_id and l.server_id = new.server_id
      and y.lowered_at > now() - interval '30 days'
  ) or exists (
    select from tool t
    where t.organization_id = new.organization_id and t.server_id = new.server_id and t.reviewed_by_id is not null
      and t.reviewed_impact < t.suggested_impact and is_weighed(new.organization_id, new.id, t.id)
  ) then
    raise exception 'what_was_lowered_is_asked_for: what was declared more harmless is not granted automatically'
      using errcode = '23514', constraint = 'what_was_lowered_is_asked_for';
  end if;
  return new;
end
$$;
