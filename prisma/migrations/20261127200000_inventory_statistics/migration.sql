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
