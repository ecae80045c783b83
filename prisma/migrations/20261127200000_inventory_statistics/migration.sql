-- While an organization is being filled, the planner knows nothing of what was just written, and compares everything
-- with everything until autovacuum comes by. A load asks for the statistics itself; only the owner of a table may
-- gather them.
create function analyze_inventory() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  analyze users, server, tool, tool_version, scope, credential, revocation_step, finding, server_listing,
    server_search, server_facet_count, server_facet_delta;
end
$$;
revoke all on function analyze_inventory from public;
grant execute on function analyze_inventory to steward_app;
