-- Reviews that come back: what is asked, when, and whether it starts by itself.
create type review_schedule_state as enum ('active', 'paused', 'over');

create table review_schedule (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  -- What each review asks for, as on a campaign.
  definition jsonb not null,
  -- RFC 5545, section 3.3.10: which days. They begin with the first of them, at this time of the clock on the wall.
  rule text not null,
  starts_on date not null,
  at_time text not null,
  time_zone text not null,
  -- Whether what is staged is also started when nothing speaks against it.
  starts_itself boolean not null,
  state review_schedule_state not null,
  -- When the next review opens; none while it is paused and when it is over.
  next_at timestamptz(3),
  -- The last date for which it opened a review, and which one that was.
  last_at timestamptz(3),
  last_campaign_id uuid,
  created_by_id uuid not null,
  created_at timestamptz(3) not null,
  version integer not null default 1,
  constraint review_schedule_pkey primary key (organization_id, id),
  constraint review_schedule_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint review_schedule_organization_id_created_by_id_fkey foreign key (organization_id, created_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint review_schedule_organization_id_last_campaign_id_fkey foreign key (organization_id, last_campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint active_schedules_have_a_date check ((state = 'active') = (next_at is not null)),
  constraint schedule_time_is_of_the_clock check (at_time ~ '^([01]\d|2[0-3]):[0-5]\d$')
);
create index review_schedule_organization_id_created_by_id_idx on review_schedule (organization_id, created_by_id);
create index review_schedule_is_due on review_schedule (organization_id, next_at) where state = 'active';
alter table review_schedule enable row level security;
create policy tenant on review_schedule using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert, delete on review_schedule to steward_app;
grant update (name, definition, rule, starts_on, at_time, time_zone, starts_itself, state, next_at, last_at, last_campaign_id,
  version) on review_schedule to steward_app;

-- One review for one date of a schedule, whoever opens it.
create unique index campaign_opens_once_for_a_date on campaign (organization_id, (cause ->> 'scheduleId'), (cause ->> 'dueAt'))
  where cause ->> 'kind' = 'schedule';

-- What opened by itself did so because that was due: nobody begins a review in the name of a schedule.
create function refuse_made_up_cause() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.created_by_id is not null or not exists (
    select from review_schedule s
    where new.cause ->> 'kind' = 'schedule' and s.organization_id = new.organization_id
      and s.id::text = new.cause ->> 'scheduleId' and s.state = 'active'
      and s.next_at <= (new.cause ->> 'dueAt')::timestamptz
      and s.starts_itself = (new.cause ->> 'startsItself')::boolean
  ) then
    raise exception 'reviews_open_because_of_something: no schedule asks for this review now'
      using errcode = '23514', constraint = 'reviews_open_because_of_something';
  end if;
  return new;
end
$$;
create trigger refuse_made_up_cause before insert on campaign for each row when (new.cause is not null)
  execute function refuse_made_up_cause();

alter table campaign add constraint somebody_starts_a_review check (
  started_by_id is not null or state::text in ('draft', 'staged', 'discarded')
  or (cause is not null and cause ->> 'startsItself' = 'true'));
