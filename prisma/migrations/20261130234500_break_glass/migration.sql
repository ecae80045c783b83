-- Breaking glass: what is asked for takes effect at once, for a day at most, and two others say afterwards whether it
-- was justified. Who may is said by the policy in force, and looked up here again. An enum's new value cannot be used in
-- the migration that adds it, so it is compared as text.
alter type grant_origin add value 'break_glass';

create type break_glass_state as enum ('open', 'cut', 'overdue', 'justified', 'unjustified');
create type break_glass_verdict as enum ('justified', 'not_justified');

create table break_glass (
  organization_id uuid not null,
  request_id uuid not null,
  user_id uuid not null,
  source text not null,
  reason text not null,
  hours integer not null,
  review_hours integer not null,
  review_from jsonb not null,
  used_at timestamptz(3) not null default now(),
  ends_at timestamptz(3) not null default now(),
  review_due_at timestamptz(3) not null default now(),
  state break_glass_state not null default 'open',
  cut_at timestamptz(3),
  closed_at timestamptz(3),
  repaired_by_ids uuid[] not null default '{}',
  version integer not null default 1,
  constraint break_glass_pkey primary key (organization_id, request_id),
  constraint break_glass_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint break_glass_organization_id_request_id_user_id_fkey foreign key (organization_id, request_id, user_id)
    references request (organization_id, id, requester_id) on delete restrict on update cascade,
  constraint break_glass_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint break_glass_has_a_reason check (length(btrim(reason)) > 0),
  constraint break_glass_lasts_a_day_at_most check (
    hours between 1 and 24 and review_hours between 1 and 24
    and ends_at = used_at + hours * interval '1 hour' and review_due_at = used_at + review_hours * interval '1 hour'),
  constraint break_glass_source_is_named check (source ~ '^(role:[a-z]+|group:[0-9a-f-]{36}|person:[0-9a-f-]{36})$'),
  constraint break_glass_cut_has_its_time check (state not in ('cut', 'overdue', 'unjustified') or cut_at is not null),
  constraint break_glass_closed_has_its_time
    check ((state in ('justified', 'unjustified')) = (closed_at is not null))
);
create unique index break_glass_organization_id_request_id_user_id_key
  on break_glass (organization_id, request_id, user_id);
create index break_glass_organization_id_state_review_due_at_idx on break_glass (organization_id, state, review_due_at);
create index break_glass_organization_id_user_id_idx on break_glass (organization_id, user_id);
-- Who has one that two others have not reviewed breaks no other.
create unique index break_glass_one_unreviewed_per_person on break_glass (organization_id, user_id)
  where state in ('open', 'cut', 'overdue');

create table break_glass_seat (
  organization_id uuid not null,
  request_id uuid not null,
  user_id uuid not null,
  source text not null,
  added_at timestamptz(3) not null,
  constraint break_glass_seat_pkey primary key (organization_id, request_id, user_id, source),
  constraint break_glass_seat_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint break_glass_seat_organization_id_request_id_fkey foreign key (organization_id, request_id)
    references break_glass (organization_id, request_id) on delete restrict on update cascade,
  constraint break_glass_seat_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint break_glass_seat_has_a_source check (
    source ~ '^(role:[a-z]+|group:[0-9a-f-]{36}|person:[0-9a-f-]{36}|owner|backup_owner|manager)$')
);
create index break_glass_seat_organization_id_user_id_request_id_idx
  on break_glass_seat (organization_id, user_id, request_id);

create table break_glass_review (
  organization_id uuid not null,
  request_id uuid not null,
  user_id uuid not null,
  reviewer_id uuid not null,
  verdict break_glass_verdict not null,
  reason text not null,
  reviewed_at timestamptz(3) not null,
  constraint break_glass_review_pkey primary key (organization_id, request_id, reviewer_id),
  constraint break_glass_review_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint break_glass_review_organization_id_request_id_user_id_fkey
    foreign key (organization_id, request_id, user_id)
    references break_glass (organization_id, request_id, user_id) on delete restrict on update cascade,
  constraint break_glass_review_organization_id_reviewer_id_fkey foreign key (organization_id, reviewer_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint nobody_reviews_their_own_break_glass check (reviewer_id <> user_id),
  constraint break_glass_review_has_a_reason check (length(btrim(reason)) > 0)
);
create index break_glass_review_organization_id_reviewer_id_idx on break_glass_review (organization_id, reviewer_id);

alter table break_glass enable row level security;
create policy tenant on break_glass using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table break_glass_seat enable row level security;
create policy tenant on break_glass_seat using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table break_glass_review enable row level security;
create policy tenant on break_glass_review using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on break_glass, break_glass_seat, break_glass_review to steward_app;
grant update (state, cut_at, closed_at, repaired_by_ids, version) on break_glass to steward_app;

create function refuse_unfit_break_glass() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  terms jsonb;
begin
  new.used_at := date_trunc('milliseconds', now());
  new.ends_at := new.used_at + new.hours * interval '1 hour';
  new.review_due_at := new.used_at + new.review_hours * interval '1 hour';
  new.state := 'open';
  new.cut_at := null;
  new.closed_at := null;
  select v.document -> 'breakGlass' into terms
    from policy_version v where v.organization_id = new.organization_id and v.state = 'active';
  if terms is null or jsonb_typeof(terms) <> 'object'
    or new.hours > (terms ->> 'hoursMax')::int
    or new.review_hours > (terms ->> 'reviewWithinHours')::int
    or not exists (
      select from jsonb_array_elements(terms -> 'from') as f
      where new.source = case f ->> 'kind'
        when 'role' then 'role:' || (f ->> 'role')
        when 'group' then 'group:' || (f ->> 'groupId')
        when 'person' then 'person:' || (f ->> 'userId')
      end)
    or not seat_holds(new.organization_id, new.request_id, new.user_id, new.source)
    or not exists (
      select from request r
      where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
        and r.requester_id = new.user_id and r.cause = 'asked' and not r.is_automatic
        and r.kind::text in ('enable_tools', 'give_access')
        and (coalesce(terms -> 'impacts', '[]') = '[]' or terms -> 'impacts' ? r.impact::text)
        and (coalesce(terms -> 'environments', '[]') = '[]' or terms -> 'environments' ? r.environment::text)
        and not exists (
          select from request_decision d
          where d.organization_id = r.organization_id and d.request_id = r.id))
  then
    raise exception 'policy_says_who_breaks_glass: the policy in force does not let this person break glass for this'
      using errcode = '23514', constraint = 'policy_says_who_breaks_glass';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_break_glass before insert on break_glass
  for each row execute function refuse_unfit_break_glass();

-- The life of it: what the model's table says, with the reviews that each step wants. Cut means cut: nothing that it
-- granted is left then.
create function refuse_unfit_break_glass_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  yes integer;
  no integer;
begin
  if not (old.repaired_by_ids <@ new.repaired_by_ids) then
    raise exception 'repairs_stay_on_record: nobody is taken off those who found new reviewers'
      using errcode = '23514', constraint = 'repairs_stay_on_record';
  end if;
  if new.state = old.state then
    return new;
  end if;
  select count(*) filter (where v.verdict = 'justified'), count(*) filter (where v.verdict = 'not_justified')
    into yes, no
    from break_glass_review v where v.organization_id = new.organization_id and v.request_id = new.request_id;
  if not (case new.state
    when 'cut' then old.state = 'open' and no = 1 and yes = 0
    when 'overdue' then old.state in ('open', 'cut') and yes + no < 2
    when 'justified' then old.state in ('open', 'overdue') and yes >= 2 and no = 0
    when 'unjustified' then old.state in ('open', 'cut', 'overdue') and yes + no >= 2 and no >= 1
    else false
  end) then
    raise exception 'break_glass_is_reviewed_by_two: two others say whether it was justified'
      using errcode = '23514', constraint = 'break_glass_is_reviewed_by_two';
  end if;
  if new.state in ('cut', 'overdue', 'unjustified') and exists (
    select from grants g
    where g.organization_id = new.organization_id and g.request_id = new.request_id and g.state <> 'revoked'
      and g.expires_at > new.cut_at
  ) then
    raise exception 'cut_glass_leaves_no_grant: what it granted is revoked first'
      using errcode = '23514', constraint = 'cut_glass_leaves_no_grant';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_break_glass_change before update on break_glass
  for each row execute function refuse_unfit_break_glass_change();

-- Whether somebody gains by what a request asks for, as it was frozen or as it is now.
create function gains_by_request(p_organization_id uuid, p_request_id uuid, p_user_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id and p_user_id = any (r.beneficiary_ids)
  ) or exists (
    select from request_item i
    join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where i.organization_id = p_organization_id and i.request_id = p_request_id and c.owner_id = p_user_id
  ) or exists (
    select from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id and g.kind = 'access'
      and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_user_id
  );

create function refuse_unfit_break_glass_seat() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from break_glass b
    where b.organization_id = new.organization_id and b.request_id = new.request_id
      and b.state in ('open', 'cut', 'overdue') and new.user_id <> b.user_id
      and new.user_id <> all (b.repaired_by_ids)
      and not gains_by_request(new.organization_id, new.request_id, new.user_id)
    for no key update;
  if not found then
    raise exception 'break_glass_asks_others: whoever used it, gains by it or found its reviewers does not review it'
      using errcode = '23514', constraint = 'break_glass_asks_others';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_break_glass_seat before insert on break_glass_seat
  for each row execute function refuse_unfit_break_glass_seat();

create function refuse_unfit_break_glass_review() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Held until commit, so that two reviews at once are counted one after the other.
  perform from break_glass b
    where b.organization_id = new.organization_id and b.request_id = new.request_id
      and b.state in ('open', 'cut', 'overdue')
    for no key update;
  if not found then
    raise exception 'closed_break_glass_stays_closed: its review is closed'
      using errcode = '23514', constraint = 'closed_break_glass_stays_closed';
  end if;
  if gains_by_request(new.organization_id, new.request_id, new.reviewer_id) or exists (
    select from break_glass b
    where b.organization_id = new.organization_id and b.request_id = new.request_id
      and new.reviewer_id = any (b.repaired_by_ids)
  ) or not exists (
    select from break_glass_seat t
    where t.organization_id = new.organization_id and t.request_id = new.request_id and t.user_id = new.reviewer_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
  ) then
    raise exception 'break_glass_asks_others: whoever used it, gains by it or found its reviewers does not review it'
      using errcode = '23514', constraint = 'break_glass_asks_others';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_break_glass_review before insert on break_glass_review
  for each row execute function refuse_unfit_break_glass_review();

-- A grant of broken glass: for exactly what its request asks, and no longer than that may last.
create function refuse_unfit_glass_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from break_glass b
    join request r on r.organization_id = b.organization_id and r.id = b.request_id
      and r.state in ('approved', 'applied') and r.server_id = new.server_id
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
      and i.kind::text = new.kind::text and i.tool_id is not distinct from new.tool_id
      and i.tool_digest is not distinct from new.tool_digest
      and i.consumer_id is not distinct from new.consumer_id and i.server_digest = new.server_digest
    where b.organization_id = new.organization_id and b.request_id = new.request_id and b.state = 'open'
      and new.expires_at <= b.ends_at and b.ends_at > now()
  ) then
    raise exception 'glass_grant_is_bound: a grant of broken glass is for what was asked, for a day at most'
      using errcode = '23514', constraint = 'glass_grant_is_bound';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_glass_grant
  before insert or update of tool_id, tool_digest, consumer_id, server_digest, request_id, origin_kind, server_id, expires_at on grants
  for each row when (new.origin_kind::text = 'break_glass') execute function refuse_unfit_glass_grant();

alter table grants
  drop constraint grant_from_approval_names_request,
  drop constraint tool_grant_comes_from_approval,
  add constraint grant_from_approval_names_request
    check ((origin_kind::text in ('approval', 'break_glass')) = (request_id is not null)),
  add constraint tool_grant_comes_from_approval
    check (kind <> 'tool' or origin_kind::text in ('approval', 'break_glass')),
  add constraint glass_grant_lasts_a_day_at_most
    check (origin_kind::text <> 'break_glass' or expires_at <= granted_at + interval '24 hours');

-- Nothing that broke glass is granted as if it had been approved, nor asked of anybody afterwards.
create function refuse_vote_on_broken_glass() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from break_glass b where b.organization_id = new.organization_id and b.request_id = new.request_id
  ) then
    raise exception 'broken_glass_is_reviewed: what broke glass is reviewed, not decided on'
      using errcode = '23514', constraint = 'broken_glass_is_reviewed';
  end if;
  return new;
end
$$;
create trigger refuse_vote_on_broken_glass before insert on request_decision
  for each row execute function refuse_vote_on_broken_glass();
