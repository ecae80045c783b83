-- Names in small letters, by their parts. Without the organization, like the other inverted indexes.
create index server_name_parts on server using gin (lower(name) gin_trgm_ops) with (gin_pending_list_limit = 256);
create index tool_name_parts on tool using gin (lower(name) gin_trgm_ops) with (gin_pending_list_limit = 256);
create index consumer_name_parts on consumer using gin (lower(name) gin_trgm_ops) with (gin_pending_list_limit = 256);
create index grants_scope_name_parts on grants using gin (lower(scope_name) gin_trgm_ops)
  with (gin_pending_list_limit = 256) where scope_name is not null;
create index request_title_parts on request using gin (lower(title) gin_trgm_ops) with (gin_pending_list_limit = 256);

-- What the lists of grants and requests find by a part of a name. A view that filters by the organization itself, because
-- LIKE is not leakproof and would not use its index under row-level security; compared in a way that no other index
-- answers, like server_by_word.
create view called_thing as
  select 'server' as kind, id, lower(name) as key from server
  where organization_id is not distinct from (select current_organization_id())
  union all
  select 'tool', id, lower(name) from tool
  where organization_id is not distinct from (select current_organization_id())
  union all
  select 'consumer', id, lower(name) from consumer
  where organization_id is not distinct from (select current_organization_id())
  union all
  select 'scope', id, lower(scope_name) from grants
  where organization_id is not distinct from (select current_organization_id()) and scope_name is not null
  union all
  select 'request', id, lower(title) from request
  where organization_id is not distinct from (select current_organization_id());
grant select on called_thing to steward_app;

-- How it came about, for the list of grants: what broke glass is rare.
create index grants_organization_id_state_origin_kind_expires_at_id_idx
  on grants (organization_id, state, origin_kind, expires_at, id);

-- Old entries are cleared away for one organization after the other.
create index decision_change_organization_id_changed_at_idx on decision_change (organization_id, changed_at);

-- With the tool, which a part of its name has found.
create or replace view listed_grant as
  select g.id, g.organization_id, g.kind, g.server_id, g.consumer_id, g.state, g.origin_kind, g.granted_at, g.expires_at,
    coalesce(t.reviewed_impact, g.approved_impact) as impact, s.environment, s.owner_id, s.backup_owner_id,
    lower(s.name) as server_key, lower(t.name) as tool_key, lower(g.scope_name) as scope_key, lower(c.name) as consumer_key,
    g.tool_id
  from grants g
  left join server s on s.organization_id = g.organization_id and s.id = g.server_id
  left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
  left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
  where g.organization_id = (select current_organization_id());
