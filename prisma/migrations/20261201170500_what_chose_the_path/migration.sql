-- 1. A grant keeps how critical its server was, and which data it held, when it was approved.
alter table grants add column approved_criticality criticality, add column approved_data_classes text[];
alter table grants disable trigger user;
update grants g set approved_criticality = r.criticality,
  approved_data_classes = (select array_agg(class) from jsonb_array_elements_text(r.policy_snapshot -> 'dataClasses') class)
from request r where r.organization_id = g.organization_id and r.id = g.request_id;
update grants g set approved_data_classes = '{}'
from request r where r.organization_id = g.organization_id and r.id = g.request_id
  and r.policy_snapshot -> 'dataClasses' = '[]';
alter table grants enable trigger user;

create or replace function keep_what_was_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  select r.environment, r.impact, r.criticality,
      case when jsonb_typeof(r.policy_snapshot -> 'dataClasses') = 'array'
        then array(select jsonb_array_elements_text(r.policy_snapshot -> 'dataClasses')) end
    into new.approved_environment, new.approved_impact, new.approved_criticality, new.approved_data_classes
    from request r where r.organization_id = new.organization_id and r.id = new.request_id;
  return new;
end
$$;

-- Resumed is only what a person suspended, what has not ended, and what still is what was approved (product rule 2).
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
          or s.environment = 'production' and old.approved_environment <> 'production'
          or s.criticality > old.approved_criticality
          or not s.data_classes <@ old.approved_data_classes)
    )
    or exists (
      select from tool t
      where t.organization_id = old.organization_id and t.id = old.tool_id
        and (t.digest <> old.tool_digest or t.state = 'removed' or t.reviewed_impact > old.approved_impact)
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

-- 2. Answers follow a server that was declared graver, or a tool, at once: not only once its grants are suspended.
create or replace function note_changed_server() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_organization_id uuid;
begin
  for v_organization_id in
    insert into decision_change (organization_id, kind, ids)
    select n.organization_id, 'server', array_agg(n.id)
    from after_change n join before_change o on o.organization_id = n.organization_id and o.id = n.id
    where (n.slug, n.name, n.state, n.identity_digest, n.environment, n.criticality, n.data_classes)
      is distinct from (o.slug, o.name, o.state, o.identity_digest, o.environment, o.criticality, o.data_classes)
    group by n.organization_id
    returning organization_id
  loop
    perform pg_notify('decisions', v_organization_id::text);
  end loop;
  return null;
end
$$;

create or replace function note_changed_tool() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_organization_id uuid;
begin
  for v_organization_id in
    insert into decision_change (organization_id, kind, ids)
    select n.organization_id, 'tool', array_agg(n.id)
    from after_change n join before_change o on o.organization_id = n.organization_id and o.id = n.id
    where (n.server_id, n.name, n.state, n.state_reason, n.digest, n.reviewed_impact)
      is distinct from (o.server_id, o.name, o.state, o.state_reason, o.digest, o.reviewed_impact)
    group by n.organization_id
    returning organization_id
  loop
    perform pg_notify('decisions', v_organization_id::text);
  end loop;
  return null;
end
$$;

-- 3. Whether the impact of this tool was weighed for the path of this request: it names it, or opens it.
create function is_weighed(p_organization_id uuid, p_request_id uuid, p_tool_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request_item i
    where i.organization_id = p_organization_id and i.request_id = p_request_id and i.tool_id = p_tool_id
  )
  or exists (
    select from request r
    join tool t on t.organization_id = r.organization_id and t.server_id = r.server_id and t.id = p_tool_id
      and t.state in ('enabled', 'pending', 'suspended')
    where r.organization_id = p_organization_id and r.id = p_request_id
      and (r.kind::text in ('move_to_production', 'grant_scopes') or exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'access'))
  );

-- A scope makes the enabled tools able to do more, so whoever has access gains by it as by a tool.
create or replace function party_to_request(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id and p_person_id = any (r.beneficiary_ids)
  )
  -- Whoever owns by now what it would let in.
  or exists (
    select from request_item i
    join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where i.organization_id = p_organization_id and i.request_id = p_request_id and c.owner_id = p_person_id
  )
  -- Whoever gained access since it was asked gains the tool or the scope too.
  or exists (
    select from request r
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
      and g.kind = 'access' and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind::text in ('tool', 'scope')
      )
  )
  -- Nor whose access waits on the same server: one answer would open the way for the other.
  or exists (
    select from request r
    join request w on w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    join consumer c on c.organization_id = a.organization_id and c.id = a.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind::text in ('tool', 'scope')
      )
  )
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  or exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = p_organization_id and r.id = p_request_id and r.cause = 'drift'
      and (p_person_id = s.owner_id or p_person_id = s.backup_owner_id))
  -- Whoever said what the impact is of a tool that it is about, or that it would open, chose whom it asks.
  or exists (
    select from request r
    join tool t on t.organization_id = r.organization_id and t.server_id = r.server_id and t.reviewed_by_id = p_person_id
    where r.organization_id = p_organization_id and r.id = p_request_id and is_weighed(r.organization_id, r.id, t.id)
  );

-- 4. When a server was last declared to need less care: less critical, with less data, or nearer to development. Kept by
-- the database alone.
alter table server add column lowered_at timestamptz(3);
create function keep_when_lowered() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.lowered_at := case
    when new.criticality < old.criticality or new.environment < old.environment
      or not old.data_classes <@ new.data_classes then now()
    else old.lowered_at
  end;
  return new;
end
$$;
create trigger keep_when_lowered before update on server for each row execute function keep_when_lowered();

-- What somebody made look harmless a moment ago is not granted without asking anybody.
create function refuse_automatic_after_lowering() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from server s
    where s.organization_id = new.organization_id and s.id = new.server_id and s.lowered_at > now() - interval '30 days'
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
create trigger refuse_automatic_after_lowering before update of state on request
  for each row when (new.is_automatic and new.state = 'approved' and old.state <> 'approved')
  execute function refuse_automatic_after_lowering();
