-- How often Steward looks at servers by itself, and what more a server role may limit.

-- 1. The organization's default. No row means off: a first run without demonstration data makes it weekly.
create table introspection_setting (
  organization_id uuid not null,
  default_interval text not null,
  version integer not null default 1,
  changed_at timestamptz(3) not null,
  constraint introspection_setting_pkey primary key (organization_id),
  constraint introspection_setting_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint introspection_setting_interval_is_known check (default_interval in ('off', 'daily', 'weekly', 'monthly'))
);

-- 2. One row per server, made with it, so that what is due is one look into an index and never a look at servers.
--    A server without an interval of its own follows the organization's. No next time: not looked at by itself.
create table introspection_schedule (
  organization_id uuid not null,
  server_id uuid not null,
  own_interval text,
  next_introspection_at timestamptz(3),
  failure_count integer not null default 0,
  held_reason text,
  constraint introspection_schedule_pkey primary key (organization_id, server_id),
  constraint introspection_schedule_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint introspection_schedule_server_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint introspection_schedule_interval_is_known
    check (own_interval is null or own_interval in ('off', 'daily', 'weekly', 'monthly')),
  constraint introspection_schedule_failures_count_up check (failure_count >= 0)
);
create index introspection_schedule_due on introspection_schedule (organization_id, next_introspection_at, server_id)
  where next_introspection_at is not null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['introspection_setting', 'introspection_schedule'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_organization_id()))
         with check (organization_id = (select current_organization_id()))',
      tenant_table
    );
  end loop;
end
$$;
grant select, insert, update on introspection_setting, introspection_schedule to steward_app;

-- Statement by statement, so that a bulk registration pays once. First looks are spread over a day: whoever registers
-- ten thousand servers does not call them all at once.
create function schedule_introspections() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into introspection_schedule (organization_id, server_id, next_introspection_at)
  select r.organization_id, r.id,
    case when coalesce(s.default_interval, 'off') <> 'off'
      then r.registered_at + interval '1 hour' + random() * interval '1 day' end
  from registered r
  left join introspection_setting s on s.organization_id = r.organization_id
  on conflict do nothing;
  return null;
end
$$;
create trigger schedule_introspections after insert on server
  referencing new table as registered
  for each statement execute function schedule_introspections();

insert into introspection_schedule (organization_id, server_id) select organization_id, id from server;

-- 3. What an introspection found besides tools. `offers` holds names only, to say what came and went.
alter table introspection
  add column template_count integer,
  add column offers jsonb;

-- 4. More ceilings of a server role. An empty list does not limit.
alter table server_role
  add column allowed_scopes text[] not null default '{}',
  add column environments text[] not null default '{}',
  add column data_classes text[] not null default '{}',
  add column archived_at timestamptz(3),
  add column updated_at timestamptz(3),
  add column version integer not null default 1,
  add constraint server_role_lists_are_short
    check (cardinality(allowed_scopes) <= 50 and cardinality(data_classes) <= 50),
  add constraint server_role_environments_are_known
    check (environments <@ array['development', 'staging', 'production']);

-- Who has a role: the preview of an edit, the refusal to archive, and evaluation anew go by it.
create index server_by_role on server (organization_id, server_role_id, id) where server_role_id is not null;
