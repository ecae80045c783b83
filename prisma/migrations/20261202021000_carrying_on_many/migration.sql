-- What an approval carries on is found by its item, and the grant before it by its id: with some hundred grants on a
-- server, the planner compared every item with every grant for each of them, and a move took longer than it may.
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

-- In every inbox, and in what holds a vote to its people, items are joined by the consumer they let in.
create index request_item_organization_id_consumer_id_idx on request_item (organization_id, consumer_id);
