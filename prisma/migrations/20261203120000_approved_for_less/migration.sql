-- 1. A grant keeps whether anybody was asked about it.
alter table grants add column approved_automatically boolean;
alter table grants disable trigger user;
update grants g set approved_automatically = r.is_automatic and g.origin_kind = 'approval'
from request r where r.organization_id = g.organization_id and r.id = g.request_id;
alter table grants enable trigger user;

create or replace function keep_what_was_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  select r.environment, r.impact, r.criticality,
      case when jsonb_typeof(r.policy_snapshot -> 'dataClasses') = 'array'
        then array(select jsonb_array_elements_text(r.policy_snapshot -> 'dataClasses')) end,
      r.is_automatic and new.origin_kind = 'approval'
    into new.approved_environment, new.approved_impact, new.approved_criticality, new.approved_data_classes,
      new.approved_automatically
    from request r where r.organization_id = new.organization_id and r.id = new.request_id;
  return new;
end
$$;

-- 2. What was approved for development holds in development: a policy may ask more in staging, too. Nor does access that
-- nobody was asked about resume beside a tool that can do more.
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
          or not s.data_classes <@ old.approved_data_classes)
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

-- 3. A tool is granted beside no access that was given without asking anybody for less, however it is granted: by an
-- approval or by breaking glass. Looked at when the transaction ends, since it suspends that access.
create function refuse_tool_beyond_automatic_access() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants g
    join tool t on t.organization_id = new.organization_id and t.id = new.tool_id
    where g.organization_id = new.organization_id and g.server_id = new.server_id and g.kind = 'access'
      and g.approved_automatically and g.state = 'active' and g.expires_at > greatest(now(), new.granted_at)
      and t.reviewed_impact > g.approved_impact
  ) then
    raise exception 'automatic_access_waits_for_graver_tools: access that nobody was asked about opens no graver tool'
      using errcode = '23514', constraint = 'automatic_access_waits_for_graver_tools';
  end if;
  return null;
end
$$;
create constraint trigger refuse_tool_beyond_automatic_access after insert on grants
  deferrable initially deferred for each row when (new.kind = 'tool')
  execute function refuse_tool_beyond_automatic_access();
