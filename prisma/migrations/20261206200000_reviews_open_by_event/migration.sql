-- Reviews that something opens: an owner who left, a tool that changed, a credential that is exposed, broken glass, or
-- that nobody uses a server any more.
create type review_trigger_kind as enum ('owner_left', 'tool_changed', 'credential_exposed', 'break_glass_used', 'idle');

-- Which of them open reviews, and how these ask. No row stands for one that was never turned on.
create table review_trigger (
  organization_id uuid not null,
  kind review_trigger_kind not null,
  is_on boolean not null,
  terms jsonb not null,
  -- What happened before it was turned on opens nothing.
  turned_on_at timestamptz(3) not null,
  -- Everything that happened before this has its review.
  looked_at timestamptz(3) not null,
  version integer not null default 1,
  constraint review_trigger_pkey primary key (organization_id, kind),
  constraint review_trigger_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade
);
alter table review_trigger enable row level security;
create policy tenant on review_trigger using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on review_trigger to steward_app;
grant update (is_on, terms, turned_on_at, looked_at, version) on review_trigger to steward_app;

-- What happened on which server, and the review that asks about it. Never rewritten.
create table review_cause (
  organization_id uuid not null,
  campaign_id uuid not null,
  server_id uuid not null,
  kind review_trigger_kind not null,
  -- The last of what happened.
  happened_at timestamptz(3) not null,
  -- Names of what it was: people, tools, credentials.
  names text[] not null,
  constraint review_cause_pkey primary key (organization_id, campaign_id, server_id),
  constraint review_cause_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint review_cause_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint review_cause_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade
);
create index review_cause_organization_id_server_id_kind_happened_at_idx
  on review_cause (organization_id, server_id, kind, happened_at);
alter table review_cause enable row level security;
create policy tenant on review_cause using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on review_cause to steward_app;

-- A cause is of a review that opens because of it: nobody says later that a server was asked about.
create function refuse_late_review_cause() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from campaign c
    where c.organization_id = new.organization_id and c.id = new.campaign_id and c.state = 'draft'
      and c.cause ->> 'kind' = new.kind::text
      and c.definition #> '{scope,serverIds}' ? new.server_id::text
  ) then
    raise exception 'reviews_open_because_of_something: this review does not ask about this server because of that'
      using errcode = '23514', constraint = 'reviews_open_because_of_something';
  end if;
  return new;
end
$$;
create trigger refuse_late_review_cause before insert on review_cause for each row execute function refuse_late_review_cause();

-- As before, or because of what a trigger that is on waits for.
create or replace function refuse_made_up_cause() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.created_by_id is not null or not exists (
    select from review_schedule s
    where new.cause ->> 'kind' = 'schedule' and s.organization_id = new.organization_id
      and s.id::text = new.cause ->> 'scheduleId' and s.state = 'active'
      and s.next_at <= (new.cause ->> 'dueAt')::timestamptz
      and s.starts_itself = (new.cause ->> 'startsItself')::boolean
    union all
    select from review_trigger t
    where t.organization_id = new.organization_id and t.kind::text = new.cause ->> 'kind' and t.is_on
  ) then
    raise exception 'reviews_open_because_of_something: nothing asks for this review now'
      using errcode = '23514', constraint = 'reviews_open_because_of_something';
  end if;
  return new;
end
$$;

-- What happened lately is found without reading everything.
create index server_orphaned_lately on server (organization_id, orphaned_at) where orphaned_at is not null;
create index tool_version_changed_lately on tool_version (organization_id, seen_at) where change = 'material';
create index grants_by_broken_glass on grants (organization_id, granted_at) where origin_kind = 'break_glass';
