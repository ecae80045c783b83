-- What people ask of a list again and again, under a name. A deleted one stays a day, so that it can be taken back.
create table saved_view (
  organization_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  list text not null,
  name text not null,
  search text not null,
  is_shared boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  version integer not null default 1,
  constraint saved_view_pkey primary key (organization_id, id),
  constraint saved_view_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint saved_view_organization_id_owner_id_fkey foreign key (organization_id, owner_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint saved_view_is_of_a_known_list check (list in ('servers')),
  constraint saved_view_is_bounded check (length(name) between 1 and 80 and length(search) <= 4000)
);

create index saved_view_organization_id_owner_id_list_idx on saved_view (organization_id, owner_id, list);
create unique index saved_view_name_is_one_per_person on saved_view (organization_id, owner_id, list, lower(name))
  where deleted_at is null;
create index saved_view_shared on saved_view (organization_id, list) where is_shared and deleted_at is null;

-- With which view a list opens for a person: their own, or one that is shared with them.
create table default_view (
  organization_id uuid not null,
  user_id uuid not null,
  list text not null,
  view_id uuid not null,
  constraint default_view_pkey primary key (organization_id, user_id, list),
  constraint default_view_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint default_view_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint default_view_organization_id_view_id_fkey foreign key (organization_id, view_id)
    references saved_view (organization_id, id) on delete cascade on update cascade
);

create index default_view_organization_id_view_id_idx on default_view (organization_id, view_id);

alter table saved_view enable row level security;
create policy tenant on saved_view using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table default_view enable row level security;
create policy tenant on default_view using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

-- Whose view it is and when it was made never change.
grant select, insert, delete on saved_view to steward_app;
grant update (name, search, is_shared, updated_at, deleted_at, version) on saved_view to steward_app;
grant select, insert, delete on default_view to steward_app;
grant update (view_id) on default_view to steward_app;
