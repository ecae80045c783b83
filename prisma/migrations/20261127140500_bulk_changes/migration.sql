-- Changes of many servers at once: what was asked, for which servers, and what became of each.
create type bulk_action as enum ('assign_owners', 'assign_team', 'set_server_role', 'set_environment',
  'set_criticality', 'add_tags', 'remove_tags', 'set_next_review', 'request_retirement', 'put_back');
create type bulk_change_state as enum ('queued', 'running', 'cancelling', 'cancelled', 'finished', 'failed');
create type bulk_row_state as enum ('waiting', 'changed', 'unchanged', 'refused', 'failed');

create table bulk_change (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  action bulk_action not null,
  title text not null,
  parameters jsonb not null,
  filter jsonb,
  put_back_of_id uuid,
  asked_by_id uuid not null,
  asked_at timestamptz(3) not null,
  state bulk_change_state not null,
  state_reason text,
  shown_count int not null,
  is_gathered boolean not null,
  gathered_after uuid,
  total_count int not null default 0,
  changed_count int not null default 0,
  unchanged_count int not null default 0,
  refused_count int not null default 0,
  failed_count int not null default 0,
  progress_at timestamptz(3) not null,
  finished_at timestamptz(3),
  constraint bulk_change_pkey primary key (organization_id, id),
  constraint bulk_change_organization_id_asked_by_id_fkey foreign key (organization_id, asked_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint bulk_change_organization_id_put_back_of_id_fkey foreign key (organization_id, put_back_of_id)
    references bulk_change (organization_id, id) on delete restrict on update cascade,
  -- What is settled is a part of what was gathered, and all of it when the change is finished.
  constraint bulk_change_counts_add_up check (
    changed_count + unchanged_count + refused_count + failed_count <= total_count
    and (state <> 'finished'
      or changed_count + unchanged_count + refused_count + failed_count = total_count and is_gathered)),
  constraint bulk_change_ends_at_a_time check (
    (state in ('cancelled', 'finished', 'failed')) = (finished_at is not null))
);

create index bulk_change_organization_id_asked_by_id_id_idx on bulk_change (organization_id, asked_by_id, id);
-- What the worker has not ended yet.
create index bulk_change_open on bulk_change (organization_id, progress_at) where finished_at is null;

create table bulk_change_row (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  bulk_change_id uuid not null,
  server_id uuid not null,
  state bulk_row_state not null,
  reason text,
  before jsonb,
  after jsonb,
  wanted jsonb,
  expected jsonb,
  settled_at timestamptz(3),
  constraint bulk_change_row_pkey primary key (organization_id, bulk_change_id, server_id),
  constraint bulk_change_row_organization_id_bulk_change_id_fkey foreign key (organization_id, bulk_change_id)
    references bulk_change (organization_id, id) on delete restrict on update cascade,
  constraint bulk_change_row_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint bulk_change_row_settled_at_a_time check ((state = 'waiting') = (settled_at is null))
);

create index bulk_change_row_organization_id_server_id_idx on bulk_change_row (organization_id, server_id);
-- Where the worker goes on; and the rows people look at first, of which there are few.
create index bulk_change_row_waiting on bulk_change_row (organization_id, bulk_change_id, server_id)
  where settled_at is null;
create index bulk_change_row_amiss on bulk_change_row (organization_id, bulk_change_id, server_id)
  where reason is not null;

alter table bulk_change enable row level security;
create policy tenant on bulk_change using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table bulk_change_row enable row level security;
create policy tenant on bulk_change_row using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

-- What was asked, and for which servers, stays as it was.
grant select, insert on bulk_change, bulk_change_row to steward_app;
grant update (state, state_reason, is_gathered, gathered_after, total_count, changed_count, unchanged_count,
  refused_count, failed_count, progress_at, finished_at) on bulk_change to steward_app;
grant update (state, reason, before, after, settled_at) on bulk_change_row to steward_app;
