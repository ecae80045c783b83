-- What was answered on a day (UTC) and by whom, kept with every answer: nothing counts a million answers for a page.
create table campaign_day (
  organization_id uuid not null,
  campaign_id uuid not null,
  user_id uuid not null,
  day date not null,
  -- Answers given: one that replaces another counts again, one that is taken back was given all the same.
  answers bigint not null,
  -- Of those, faster than the policy finds plausible; and from the list, many at once.
  hasty bigint not null,
  in_bulk bigint not null,
  last_at timestamptz(3) not null,
  constraint campaign_day_pkey primary key (organization_id, campaign_id, user_id, day),
  constraint campaign_day_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_day_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_day_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_day_organization_id_user_id_campaign_id_idx on campaign_day (organization_id, user_id, campaign_id);
alter table campaign_day enable row level security;
create policy tenant on campaign_day using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on campaign_day to steward_app;

insert into campaign_day (organization_id, campaign_id, user_id, day, answers, hasty, in_bulk, last_at)
select organization_id, campaign_id, decided_by_id, (decided_at at time zone 'UTC')::date, count(*),
  count(*) filter (where is_hasty), count(*) filter (where in_bulk), max(decided_at)
from campaign_answer where decision <> 'undecided' group by 1, 2, 3, 4;

create function keep_campaign_days() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into campaign_day as d (organization_id, campaign_id, user_id, day, answers, hasty, in_bulk, last_at)
  select organization_id, campaign_id, decided_by_id, (decided_at at time zone 'UTC')::date, count(*),
    count(*) filter (where is_hasty), count(*) filter (where in_bulk), max(decided_at)
  from after_rows where decision <> 'undecided' group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, campaign_id, user_id, day) do update set
    answers = d.answers + excluded.answers, hasty = d.hasty + excluded.hasty, in_bulk = d.in_bulk + excluded.in_bulk,
    last_at = greatest(d.last_at, excluded.last_at);
  return null;
end
$$;
create trigger keep_campaign_days after insert on campaign_answer
  referencing new table as after_rows for each statement execute function keep_campaign_days();

-- In which reviews somebody has items.
create index campaign_tally_organization_id_reviewer_id_campaign_id_idx on campaign_tally (organization_id, reviewer_id, campaign_id);

-- Filters of a review's items, in their frozen order: what few of a million have is found without reading the rest.
create index campaign_item_organization_id_campaign_id_decision_position_idx
  on campaign_item (organization_id, campaign_id, decision, position);
create index campaign_item_organization_id_campaign_id_risk_position_idx
  on campaign_item (organization_id, campaign_id, risk, position);
create index campaign_item_organization_id_campaign_id_server_id_positio_idx
  on campaign_item (organization_id, campaign_id, server_id, position);
