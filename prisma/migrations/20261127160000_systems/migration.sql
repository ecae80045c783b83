-- Downstream business systems, and which servers reach them.

create table system (
  organization_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  description text not null,
  data_classes text[] not null,
  criticality criticality not null,
  owner_id uuid,
  url text,
  registered_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  version integer not null default 1,
  constraint system_pkey primary key (organization_id, id),
  constraint system_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint system_organization_id_owner_id_fkey foreign key (organization_id, owner_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create unique index system_organization_id_slug_key on system (organization_id, slug);
create index system_organization_id_name_id_idx on system (organization_id, name, id);
create index system_organization_id_owner_id_idx on system (organization_id, owner_id);

create table server_system (
  organization_id uuid not null,
  server_id uuid not null,
  system_id uuid not null,
  note text,
  linked_at timestamptz(3) not null,
  constraint server_system_pkey primary key (organization_id, server_id, system_id),
  constraint server_system_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update cascade,
  constraint server_system_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint server_system_organization_id_system_id_fkey foreign key (organization_id, system_id)
    references system (organization_id, id) on delete restrict on update cascade
);
-- The servers of a system, a page at a time.
create index server_system_organization_id_system_id_server_id_idx
  on server_system (organization_id, system_id, server_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['system', 'server_system']
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_organization_id()))
         with check (organization_id = (select current_organization_id()))',
      tenant_table
    );
    execute format('grant select, insert, update, delete on %I to steward_app', tenant_table);
  end loop;
end
$$;
