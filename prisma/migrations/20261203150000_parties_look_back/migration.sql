-- Who may decide is looked at 30 days back: whoever stepped down, withdrew or appointed themselves a moment ago does not
-- decide what they could not have decided before.

-- 1. Until when people owned a server that they do not own any more. Kept by the database alone.
alter table server add column former_owners jsonb not null default '{}';

create function keep_former_owners() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  v_person uuid;
begin
  if tg_op = 'INSERT' then
    new.former_owners := '{}';
    return new;
  end if;
  new.former_owners := old.former_owners;
  foreach v_person in array array_remove(array[old.owner_id, old.backup_owner_id], null) loop
    if v_person is distinct from new.owner_id and v_person is distinct from new.backup_owner_id then
      new.former_owners := new.former_owners || jsonb_build_object(v_person::text, now());
    end if;
  end loop;
  return new;
end
$$;
create trigger keep_former_owners before insert or update on server for each row execute function keep_former_owners();

-- Who owns a server now, or did within the last 30 days.
create function owners_lately(p_organization_id uuid, p_server_id uuid) returns uuid[]
language sql stable set search_path = pg_catalog, public, pg_temp
return (
  select array_remove(array[s.owner_id, s.backup_owner_id], null) || array(
    select f.key::uuid from jsonb_each_text(s.former_owners) f
    where f.value::timestamptz > now() - interval '30 days')
  from server s where s.organization_id = p_organization_id and s.id = p_server_id
);

create or replace function keep_owners_when_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.server_owner_ids := coalesce(owners_lately(new.organization_id, new.server_id), '{}');
  elsif new.server_owner_ids is distinct from old.server_owner_ids then
    raise exception 'owners_stay_on_record: who owned the server when it was asked is never rewritten'
      using errcode = '23514', constraint = 'owners_stay_on_record';
  end if;
  return new;
end
$$;

create or replace function owners_approved_alone(p_organization_id uuid, p_request_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id
      and r.environment = 'production' and not r.is_automatic
      and not exists (
        select from break_glass b where b.organization_id = r.organization_id and b.request_id = r.id)
      and not exists (
        select from request_decision d
        where d.organization_id = r.organization_id and d.request_id = r.id and d.decision = 'approve'
          and not (array[d.decider_id, coalesce(d.on_behalf_of_id, d.decider_id)]
            && (r.server_owner_ids || owners_lately(r.organization_id, r.server_id)))))
$$;

-- 2. Nobody comes to own what they let in, also by the tool: a consumer with access to a server on which they, or somebody
-- in their place, approved what is in force, or called justified what broke glass for it.
create or replace function refuse_owner_who_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants a
    join grants g on g.organization_id = a.organization_id and g.server_id = a.server_id
      and (g.id = a.id or g.kind in ('tool', 'scope')) and g.state <> 'revoked' and g.expires_at > now()
    where a.organization_id = new.organization_id and a.consumer_id = new.id and a.kind = 'access'
      and a.state <> 'revoked' and a.expires_at > now()
      and (exists (
        select from request_decision d
        where d.organization_id = g.organization_id and d.request_id = g.request_id
          and d.decision = 'approve' and new.owner_id in (d.decider_id, d.on_behalf_of_id)
      ) or exists (
        select from break_glass_review v
        where v.organization_id = g.organization_id and v.request_id = g.request_id
          and v.verdict = 'justified' and v.reviewer_id = new.owner_id
      ))
  ) or exists (
    select from request_item i
    join request r on r.organization_id = i.organization_id and r.id = i.request_id and r.state in ('pending', 'approved')
    join request_decision d on d.organization_id = r.organization_id and d.request_id = r.id
      and d.decision = 'approve' and new.owner_id in (d.decider_id, d.on_behalf_of_id)
    where i.organization_id = new.organization_id and i.consumer_id = new.id
  ) then
    raise exception 'nobody_owns_what_they_let_in: whoever approved what a consumer may use does not become its owner'
      using errcode = '23514', constraint = 'nobody_owns_what_they_let_in';
  end if;
  return new;
end
$$;

-- 3. Of what is asked for: who had a part in it before. Where Steward suspended the same, whoever asked for that, or changed
-- the server since; and whoever lately withdrew a request for the same.
create function parties_of_before(
  p_organization_id uuid, p_server_id uuid, p_tool_ids uuid[], p_consumer_ids uuid[], p_scope_names text[]
) returns setof uuid
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with suspended as (
    select g.request_id, g.granted_at from grants g
    where g.organization_id = p_organization_id and g.server_id = p_server_id
      and g.state = 'suspended' and g.suspended_by_id is null and g.expires_at > now()
      and g.origin_kind::text <> 'break_glass'
      and (g.tool_id = any (p_tool_ids) or g.consumer_id = any (p_consumer_ids) or g.scope_name = any (p_scope_names))
  )
  select r.requester_id from suspended s
  join request r on r.organization_id = p_organization_id and r.id = s.request_id
  union
  select part.person_id from (select min(granted_at) as since from suspended having count(*) > 0) s
  cross join lateral unnest(array['server.identity_changed', 'server.owners_changed', 'server.changed']) as told(type)
  cross join lateral audit_sequences_of_server(p_server_id, told.type, null, s.since, null, null, 2147483647) as found(sequence)
  join audit_event e on e.organization_id = p_organization_id and e.sequence = found.sequence
  cross join lateral (values
    (coalesce((e.detail ->> 'requesterId')::uuid, case when e.actor_kind in ('person', 'system') then e.actor_id end)),
    ((e.detail ->> 'offeredById')::uuid),
    ((e.detail ->> 'claimedById')::uuid)
  ) as part(person_id)
  where part.person_id is not null and (e.type <> 'server.changed'
    or e.detail -> 'changes' ?| array['criticality', 'dataClasses', 'environment'] and not e.detail ? 'requestId')
  union
  select e.actor_id
  from audit_sequences_of_server(
    p_server_id, 'request.withdrawn', null, now() - interval '30 days', null, null, 2147483647) as found(sequence)
  join audit_event e on e.organization_id = p_organization_id and e.sequence = found.sequence
  where e.actor_kind = 'person' and e.actor_id is not null and not e.detail ? 'replacedById'
    and exists (
      select from request_item i
      where i.organization_id = p_organization_id and i.request_id = e.subject_id
        and (i.tool_id = any (p_tool_ids) or i.consumer_id = any (p_consumer_ids) or i.scope_name = any (p_scope_names)))
$$;

-- 4. Whether somebody lately gave themselves what makes them one of those who are asked.
create function appointed_themselves(p_organization_id uuid, p_server_id uuid, p_person_id uuid, p_source text)
returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from audit_event e
    cross join (select regexp_replace(p_source, '^escalation:', '') as source) s
    where e.organization_id = p_organization_id and e.actor_id = p_person_id and e.actor_kind = 'person'
      and e.occurred_at > now() - interval '30 days'
      and case e.type
        when 'user.roles_changed' then e.subject_id = p_person_id and s.source like 'role:%'
          and e.detail #> '{roles,after}' ? substr(s.source, 6) and not e.detail #> '{roles,before}' ? substr(s.source, 6)
        when 'group.created' then s.source = 'group:' || e.subject_id and e.detail -> 'memberIds' ? p_person_id::text
        when 'group.changed' then s.source = 'group:' || e.subject_id and e.detail -> 'addedIds' ? p_person_id::text
        when 'user.manager_changed' then s.source in ('manager', 'asked_managers')
          and e.detail ->> 'managerId' = p_person_id::text
          and (s.source = 'asked_managers' or e.subject_id = (
            select v.owner_id from server v where v.organization_id = p_organization_id and v.id = p_server_id))
        else false
      end)
$$;

create function refuse_approval_by_who_chose() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    cross join lateral parties_of_before(r.organization_id, r.server_id,
      array(select i.tool_id from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.tool_id is not null),
      array(select i.consumer_id from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.consumer_id is not null),
      array(select i.scope_name from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.scope_name is not null)
    ) as before(person_id)
    where r.organization_id = new.organization_id and r.id = new.request_id
      and before.person_id in (new.decider_id, new.on_behalf_of_id)
  ) then
    raise exception 'nobody_decides_what_benefits_them: whoever had a part in it before does not approve it'
      using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
  end if;
  if not exists (
    select from request r
    join request_seat t on t.organization_id = r.organization_id and t.request_id = r.id
      and t.position = new.stage_position and t.user_id = coalesce(new.on_behalf_of_id, new.decider_id)
    where r.organization_id = new.organization_id and r.id = new.request_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
      and not appointed_themselves(r.organization_id, r.server_id, t.user_id, t.source)
  ) then
    raise exception 'only_approvers_of_the_stage_decide: the decider is not an approver of this stage, or by their own hand'
      using errcode = '23514', constraint = 'only_approvers_of_the_stage_decide';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_decider_of_before before insert on request_decision
  for each row when (new.decision = 'approve') execute function refuse_approval_by_who_chose();

-- 5. What nobody asks for any more is not granted: its requester has left.
create function refuse_approval_for_who_left() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.cause = 'asked' and not exists (
    select from users u
    where u.organization_id = new.organization_id and u.id = new.requester_id and u.is_active
  ) then
    raise exception 'somebody_still_asks: whoever asked for this is inactive'
      using errcode = '23514', constraint = 'somebody_still_asks';
  end if;
  return new;
end
$$;
create trigger refuse_approval_for_who_left before update of state on request
  for each row when (new.state = 'approved' and old.state is distinct from new.state)
  execute function refuse_approval_for_who_left();
