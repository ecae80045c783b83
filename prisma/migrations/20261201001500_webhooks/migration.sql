-- Receivers of events outside, and what was sent to each. Guarded by row-level security; no function changes.
create type webhook_state as enum ('active', 'disabled');
create type webhook_delivery_state as enum ('waiting', 'sending', 'delivered', 'failed');

create table webhook_endpoint (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  name text not null,
  url text not null,
  event_types text[] not null,
  -- The signing secret is derived from this number and a key of the server; it is nowhere at rest.
  secret_version integer not null,
  -- Until when the secret before signs as well.
  previous_until timestamptz(3),
  state webhook_state not null,
  disabled_reason text,
  failing_since timestamptz(3),
  failure_count integer not null default 0,
  paused_until timestamptz(3),
  version integer not null,
  created_by_id uuid not null,
  created_at timestamptz(3) not null,
  constraint webhook_endpoint_pkey primary key (organization_id, id),
  constraint webhook_endpoint_organization_id_created_by_id_fkey foreign key (organization_id, created_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint webhook_endpoint_url check (url ~ '^https?://[^[:space:]@]+$' and length(url) <= 1000),
  constraint webhook_endpoint_secret check (secret_version between 1 and 1000000),
  constraint webhook_endpoint_reason check ((state = 'disabled') = (disabled_reason is not null))
);

create table webhook_delivery (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  endpoint_id uuid not null,
  -- The message's id to the receiver: the same over every attempt.
  event_id uuid not null,
  event_type text not null,
  -- The body as it is signed and sent, the same over every attempt.
  body text not null,
  state webhook_delivery_state not null,
  attempts integer not null default 0,
  -- When it is tried next; while it is being sent, when it counts as lost.
  due_at timestamptz(3) not null,
  last_status integer,
  last_error text,
  created_at timestamptz(3) not null,
  settled_at timestamptz(3),
  constraint webhook_delivery_pkey primary key (organization_id, id),
  constraint webhook_delivery_organization_id_endpoint_id_fkey foreign key (organization_id, endpoint_id)
    references webhook_endpoint (organization_id, id) on delete cascade on update cascade,
  constraint webhook_delivery_body check (length(body) <= 4000),
  constraint webhook_delivery_settled check ((settled_at is null) = (state in ('waiting', 'sending')))
);

create unique index webhook_endpoint_organization_id_name_key on webhook_endpoint (organization_id, name);
create unique index webhook_delivery_organization_id_endpoint_id_event_id_key
  on webhook_delivery (organization_id, endpoint_id, event_id);
create index webhook_delivery_due on webhook_delivery (organization_id, endpoint_id, due_at)
  where state in ('waiting', 'sending');
create index webhook_delivery_organization_id_endpoint_id_id_idx on webhook_delivery (organization_id, endpoint_id, id);
create index webhook_delivery_organization_id_created_at_idx on webhook_delivery (organization_id, created_at);

alter table webhook_endpoint enable row level security;
create policy tenant on webhook_endpoint using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table webhook_delivery enable row level security;
create policy tenant on webhook_delivery using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

grant select, insert, delete on webhook_endpoint to steward_app;
grant update (name, url, event_types, secret_version, previous_until, state, disabled_reason, failing_since,
  failure_count, paused_until, version) on webhook_endpoint to steward_app;
grant select, insert, delete on webhook_delivery to steward_app;
grant update (state, attempts, due_at, last_status, last_error, settled_at) on webhook_delivery to steward_app;
