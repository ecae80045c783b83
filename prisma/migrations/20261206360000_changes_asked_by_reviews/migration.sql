-- What a review asks somebody to change and Steward cannot change itself: in words, or a scope to a narrower one. It stays
-- with the server until it is done, or declined for a reason. See docs/decisions/0015-closing-reviews.md.
create type campaign_change_state as enum ('open', 'done', 'declined');

create table campaign_change (
  organization_id uuid not null,
  item_id uuid not null,
  campaign_id uuid not null,
  server_id uuid not null,
  due_at timestamptz(3) not null,
  state campaign_change_state not null default 'open',
  answered_by_id uuid,
  answered_at timestamptz(3),
  note text,
  overdue_told_at timestamptz(3),
  constraint campaign_change_pkey primary key (organization_id, item_id),
  constraint campaign_change_is_answered check (
    (state = 'open') = (answered_by_id is null) and (state = 'open') = (answered_at is null)
    and (state <> 'declined' or btrim(coalesce(note, '')) <> '') and (state <> 'open' or note is null)),
  constraint campaign_change_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_change_organization_id_item_id_fkey foreign key (organization_id, item_id)
    references campaign_item (organization_id, id) on delete restrict on update cascade,
  constraint campaign_change_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_change_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint campaign_change_organization_id_answered_by_id_fkey foreign key (organization_id, answered_by_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_change_organization_id_campaign_id_item_id_idx on campaign_change (organization_id, campaign_id, item_id);
create index campaign_change_organization_id_server_id_item_id_idx on campaign_change (organization_id, server_id, item_id);
create index campaign_change_organization_id_answered_by_id_idx on campaign_change (organization_id, answered_by_id);
create index campaign_change_overdue_idx on campaign_change (organization_id, due_at)
  where state = 'open' and overdue_told_at is null;
alter table campaign_change enable row level security;
create policy tenant on campaign_change using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on campaign_change to steward_app;
grant update (state, answered_by_id, answered_at, note, overdue_told_at) on campaign_change to steward_app;

-- Only what a review that is being closed asks for, of whichever server it is about, until then and no later: the broad scope
-- ends after 14 days, what is asked in words has 30.
create function refuse_unfit_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked record;
begin
  select i.campaign_id, i.server_id, i.change, c.closing_at into asked
  from campaign_item i
  join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'closing'
  where i.organization_id = new.organization_id and i.id = new.item_id
    and i.decision = 'change' and i.outcome = 'applied' and i.change ?| array['words', 'breadth'];
  if not found or new.state <> 'open' then
    raise exception 'reviews_ask_for_changes: no review asks for this change'
      using errcode = '23514', constraint = 'reviews_ask_for_changes';
  end if;
  new.campaign_id := asked.campaign_id;
  new.server_id := asked.server_id;
  new.due_at := asked.closing_at + case when asked.change ? 'breadth' then interval '14 days' else interval '30 days' end;
  return new;
end
$$;
create trigger refuse_unfit_change before insert on campaign_change for each row execute function refuse_unfit_change();

create function refuse_unfit_change_answer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'open' then
    raise exception 'changes_are_answered_once: somebody has answered this'
      using errcode = '23514', constraint = 'changes_are_answered_once';
  end if;
  if new.state <> 'open' and not exists (
    select from users u
    where u.organization_id = new.organization_id and u.id = new.answered_by_id and u.is_active
      and (exists (select from role_assignment a
          where a.organization_id = u.organization_id and a.user_id = u.id and a.role = 'admin')
        or exists (select from server s
          where s.organization_id = u.organization_id and s.id = new.server_id
            and u.id in (s.owner_id, s.backup_owner_id)))
  ) then
    raise exception 'owners_answer_changes: only whoever answers for the server says what became of it'
      using errcode = '23514', constraint = 'owners_answer_changes';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_change_answer before update on campaign_change
  for each row execute function refuse_unfit_change_answer();
