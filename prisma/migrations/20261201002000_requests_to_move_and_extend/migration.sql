-- Two more things to ask for. Both carry grants that are in force on, under a new approval: into production, or beyond
-- their end. The old grant ends and a new one takes its place, so that each grant still names the one request that
-- made it.
alter type request_kind add value 'move_to_production';
alter type request_kind add value 'extend_grants';

-- The grant that an item carries on.
alter table request_item add column grant_id uuid;
alter table request_item add constraint request_item_organization_id_grant_id_fkey foreign key (organization_id, grant_id)
  references grants (organization_id, id) on delete restrict on update cascade;
create index request_item_organization_id_grant_id_idx on request_item (organization_id, grant_id);

-- What was decided is decided: an approval that was applied once is not there to be applied again.
create function refuse_return_of_ended_request() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'ended_request_stays_ended: what became of a request does not change any more'
    using errcode = '23514', constraint = 'ended_request_stays_ended';
end
$$;
create trigger refuse_return_of_ended_request before update of state on request
  for each row when (old.state in ('rejected', 'withdrawn', 'expired', 'applied') and new.state <> old.state)
  execute function refuse_return_of_ended_request();

-- Every stage has its quorum; without a stage only where a policy said in so many words that nobody is asked.
create function every_stage_agreed(p_organization_id uuid, p_request_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return not exists (
    select from request_stage s
    where s.organization_id = p_organization_id and s.request_id = p_request_id
      and s.quorum > (
        select count(*) from request_decision d
        where d.organization_id = s.organization_id and d.request_id = s.request_id
          and d.stage_position = s.position and d.decision = 'approve')
  ) and exists (
    select from request_stage s where s.organization_id = p_organization_id and s.request_id = p_request_id
    union all
    select from request r where r.organization_id = p_organization_id and r.id = p_request_id and r.is_automatic
  );

-- Nobody moves a server with grants in force to production, but by a request for that, in the transaction that
-- approves it. Where nothing is in force, or all of it was approved for production, nothing is gained by the move.
create function refuse_unapproved_production() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants g
    where g.organization_id = new.organization_id and g.server_id = new.id and g.state <> 'revoked'
      and g.expires_at > now() and g.approved_environment is distinct from 'production'
  ) and not exists (
    select from request r
    where r.organization_id = new.organization_id and r.server_id = new.id and r.kind::text = 'move_to_production'
      and r.state = 'approved' and every_stage_agreed(r.organization_id, r.id)
  ) then
    raise exception 'production_needs_its_approval: a server with grants in force moves to production by request'
      using errcode = '23514', constraint = 'production_needs_its_approval';
  end if;
  return new;
end
$$;
create trigger refuse_unapproved_production before update of environment on server
  for each row when (new.environment = 'production' and old.environment <> 'production')
  execute function refuse_unapproved_production();

-- A grant that carries another on: of the same thing, as the approvers saw it, ended by the same change; into production
-- no longer than it would have lasted. And none that was approved for less than
-- production comes into force there, however the two crossed.
create function refuse_unfit_continuation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
        and g.scope_id is not distinct from new.scope_id
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
create trigger refuse_unfit_continuation before insert on grants
  for each row when (new.request_id is not null) execute function refuse_unfit_continuation();
