-- What people are told inside Steward. One row for each person and event.
create table notice (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  user_id uuid not null,
  event_id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  href text,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  constraint notice_pkey primary key (organization_id, id),
  constraint notice_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  -- A notice leads to a page of Steward and nowhere else.
  constraint notice_leads_to_own_page check (href ~ '^/([^/\\[:space:]][^\\[:space:]]*)?$')
);

create unique index notice_organization_id_user_id_event_id_key on notice (organization_id, user_id, event_id);
create index notice_organization_id_user_id_id_idx on notice (organization_id, user_id, id);
create index notice_organization_id_created_at_idx on notice (organization_id, created_at);
-- What the bell counts.
create index notice_unread on notice (organization_id, user_id) where read_at is null;

alter table notice enable row level security;
create policy tenant on notice using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

grant select, insert, delete on notice to steward_app;
grant update (read_at) on notice to steward_app;
