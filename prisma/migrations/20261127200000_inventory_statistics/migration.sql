-- While an organization is being filled, the planner knows nothing of what was just written, and compares everything
-- with everything until autovacuum comes by. A load asks for the statistics itself; only the owner of a table may
-- gather them.
-- One table at a time, because it has to be done within a statement's time; and not when what is known is near enough.
create function analyze_inventory(p_table text, p_servers bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if p_table not in ('users', 'server', 'tool', 'tool_version', 'scope', 'credential', 'revocation_step', 'finding',
    'server_listing', 'server_search', 'server_facet_count') then
    raise exception 'no statistics are gathered of %', p_table;
  end if;
  if (select reltuples from pg_class where oid = format('public.%I', p_table)::regclass) < p_servers * 0.75 then
    execute format('analyze public.%I', p_table);
  end if;
end
$$;
revoke all on function analyze_inventory from public;
grant execute on function analyze_inventory to steward_app;

-- As before, by a range of ids: the differences come and go too fast for statistics, and a join planned for none of
-- them compared tens of thousands with each other. What commits late with a lesser id is taken by the next sweep.
create or replace function fold_server_facets(p_organization_id uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_last bigint;
  v_folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('inventory.facets:' || p_organization_id, 0)) then
    return 0;
  end if;
  select max(id) into v_last from (
    select id from server_facet_delta where organization_id = p_organization_id order by id limit 200000
  ) oldest;
  with taken as (
    delete from server_facet_delta d where d.organization_id = p_organization_id and d.id <= v_last
    returning d.field, d.value, d.delta
  ), folded as (
    insert into server_facet_count as c (organization_id, field, value, count)
    select p_organization_id, field, value, sum(delta) from taken group by field, value having sum(delta) <> 0
    order by field, value
    on conflict (organization_id, field, value) do update set count = c.count + excluded.count
  )
  select count(*) into v_folded from taken;
  delete from server_facet_count where organization_id = p_organization_id and count = 0;
  return v_folded;
end
$$;
