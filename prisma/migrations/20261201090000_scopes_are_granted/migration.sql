-- A scope is granted like a tool: asked for, approved, for a time. What is asked and granted is the scope itself, by name,
-- system and breadth, and not its row: one that is asked for first has no row yet, and a grant outlives the row.
alter type request_kind add value 'grant_scopes';
alter type request_item_kind add value 'scope';

alter table request_item
  add column scope_name text,
  add column scope_system text,
  add column scope_breadth scope_breadth,
  -- On the server's record when it was asked; false for one that an approval puts there.
  add column is_scope_held boolean,
  -- What the server's identity is with every scope of the request: what the scope is granted for.
  add column resulting_digest text;
alter table request_item
  drop constraint request_item_names_its_thing,
  add constraint request_item_names_its_thing check (
    case kind::text
      when 'tool' then tool_id is not null and tool_digest is not null and definition is not null
        and scope_name is null and resulting_digest is null
      when 'access' then consumer_id is not null and scope_name is null and resulting_digest is null
      when 'scope' then scope_name is not null and scope_breadth is not null and is_scope_held is not null
        and resulting_digest is not null and tool_id is null and consumer_id is null
    end
  );

alter table grants
  add column scope_name text,
  add column scope_system text,
  add column scope_breadth scope_breadth,
  -- The approved request for a scope by which this grant goes on with the server as it is since.
  add column rebound_by_request_id uuid;
alter table grants disable trigger user;
update grants g set scope_name = c.name, scope_system = c.system, scope_breadth = c.breadth
from scope c where c.organization_id = g.organization_id and c.id = g.scope_id;
alter table grants enable trigger user;
drop view listed_grant;
alter table grants drop constraint grant_names_its_thing, drop column scope_id;
alter table grants
  add constraint grant_names_its_thing check (
    case kind
      when 'tool' then tool_id is not null and tool_digest is not null and scope_name is null and consumer_id is null
      when 'scope' then scope_name is not null and scope_breadth is not null and tool_id is null and consumer_id is null
      when 'access' then consumer_id is not null and tool_id is null and scope_name is null
    end
  ),
  add constraint grants_organization_id_rebound_by_request_id_fkey
    foreign key (organization_id, rebound_by_request_id) references request (organization_id, id)
    on delete restrict on update cascade;
create unique index grant_one_per_scope on grants (organization_id, server_id, scope_name)
  where kind = 'scope' and state <> 'revoked';

-- What the list of grants is filtered by, the scope by its own name.
create view listed_grant as
  select g.id, g.organization_id, g.kind, g.server_id, g.consumer_id, g.state, g.origin_kind, g.granted_at, g.expires_at,
    coalesce(t.reviewed_impact, g.approved_impact) as impact, s.environment, s.owner_id, s.backup_owner_id,
    lower(s.name) as server_key, lower(t.name) as tool_key, lower(g.scope_name) as scope_key, lower(c.name) as consumer_key
  from grants g
  left join server s on s.organization_id = g.organization_id and s.id = g.server_id
  left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
  left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
  where g.organization_id = (select current_organization_id());
grant select on listed_grant to steward_app;

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
          or s.environment = 'production' and old.approved_environment <> 'production')
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

-- A scope that is carried on is the same one by its name.
create or replace function refuse_unfit_continuation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked record;
begin
  select r.kind::text as kind, r.state::text as state, s.environment::text as environment
    into asked
    from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = new.organization_id and r.id = new.request_id;
  if asked.environment = 'production' and new.approved_environment <> 'production' then
    raise exception 'grant_is_for_where_the_server_is: the server moved to production after this was asked'
      using errcode = '23514', constraint = 'grant_is_for_where_the_server_is';
  end if;
  if asked.kind in ('move_to_production', 'extend_grants') and not (
    asked.state = 'approved'
    and (asked.kind <> 'move_to_production' or asked.environment = 'production')
    and exists (
      select from request_item i
      join grants g on g.organization_id = i.organization_id and g.id = i.grant_id
      where i.organization_id = new.organization_id and i.request_id = new.request_id
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

-- Exactly the scope that was approved, for exactly the identity that the server has with it.
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
        and i.consumer_id is not distinct from new.consumer_id
        and i.scope_name is not distinct from new.scope_name
        and i.scope_system is not distinct from new.scope_system
        and i.scope_breadth is not distinct from new.scope_breadth
        and coalesce(i.resulting_digest, i.server_digest) = new.server_digest
    )
  ) then
    raise exception 'grant_needs_its_approval: a grant needs an approved request for exactly what it grants'
      using errcode = '23514', constraint = 'grant_needs_its_approval';
  end if;
  return new;
end
$$;
drop trigger refuse_unapproved_grant on grants;
create trigger refuse_unapproved_grant
  before insert or update of kind, tool_id, tool_digest, consumer_id, scope_name, scope_system, scope_breadth,
    request_id, origin_kind, server_id on grants
  for each row execute function refuse_unapproved_grant();

-- Whoever approves a scope has what is enabled before them, so it may go on with that scope: what was in force when the
-- scope was asked for, from the identity it was asked on to the one it was asked for, in the transaction that decides.
create function refuse_unapproved_rebinding() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.rebound_by_request_id is null then
      return new;
    end if;
  elsif old.state = 'active' and new.state = 'active' and old.origin_kind::text <> 'break_glass' and exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = new.organization_id and r.id = new.rebound_by_request_id and r.server_id = new.server_id
      and r.state = 'approved' and r.kind::text = 'grant_scopes' and old.granted_at <= r.submitted_at
      and s.identity_digest = old.server_digest and s.environment = r.environment
      and not exists (
        select from request_stage t
        where t.organization_id = r.organization_id and t.request_id = r.id
          and t.quorum > (
            select count(*) from request_decision d
            where d.organization_id = t.organization_id and d.request_id = t.request_id
              and d.stage_position = t.position and d.decision = 'approve'
          )
      )
      and (r.is_automatic or exists (
        select from request_stage t where t.organization_id = r.organization_id and t.request_id = r.id
      ))
      -- The path was chosen by what is enabled, too.
      and not exists (
        select from tool u
        where u.organization_id = new.organization_id and u.id = new.tool_id and u.reviewed_impact > r.impact
      )
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id
          and i.server_digest = old.server_digest and i.resulting_digest = new.server_digest
      )
  ) then
    return new;
  end if;
  raise exception 'grants_follow_an_approved_scope: a grant goes on with another identity of its server only by an approved request for a scope'
    using errcode = '23514', constraint = 'grants_follow_an_approved_scope';
end
$$;
create trigger refuse_unapproved_rebinding before insert or update of server_digest, rebound_by_request_id on grants
  for each row execute function refuse_unapproved_rebinding();
grant update (server_digest, rebound_by_request_id) on grants to steward_app;

-- A scope makes the enabled tools able to do more, so whoever has access gains by it as by a tool.
create or replace function party_to_request(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id and p_person_id = any (r.beneficiary_ids)
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
      and (p_person_id = s.owner_id or p_person_id = s.backup_owner_id)
  );

-- Who put a scope on record: what its breadth is said to be decides whom its request asks.
create index audit_event_by_scope on audit_event (organization_id, subject_id, type) where subject_kind = 'scope';
