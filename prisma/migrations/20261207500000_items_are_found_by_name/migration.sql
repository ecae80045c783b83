-- Credentials are called something too: found by a part of their name, as before what else is.
create index credential_name_parts on credential using gin (lower(name) gin_trgm_ops) with (gin_pending_list_limit = 256);

create or replace view called_thing as
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
  where organization_id is not distinct from (select current_organization_id())
  union all
  select 'credential', id, lower(name) from credential
  where organization_id is not distinct from (select current_organization_id());
