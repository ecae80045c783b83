-- A request can take the place of another: after something changed under it, or because an approver asked for changes. The
-- answers to the one before do not count for it, and both say so.
alter table request
  add column replaces_id uuid,
  add constraint request_organization_id_replaces_id_fkey foreign key (organization_id, replaces_id)
    references request (organization_id, id) on delete restrict on update cascade,
  add constraint request_replaces_another check (replaces_id <> id);
create unique index request_organization_id_replaces_id_key on request (organization_id, replaces_id);

create function refuse_odd_replacement() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.replaces_id and r.server_id = new.server_id
      and r.state = 'withdrawn'
  ) then
    raise exception 'request_replaces_a_withdrawn_one: a request takes the place of a withdrawn one of its server'
      using errcode = '23514', constraint = 'request_replaces_a_withdrawn_one';
  end if;
  return new;
end
$$;
create trigger refuse_odd_replacement before insert on request
  for each row when (new.replaces_id is not null) execute function refuse_odd_replacement();

-- What people say about a request besides their votes: a comment, or that it should be changed. Never rewritten.
create type remark_kind as enum ('comment', 'changes_asked');
create table request_remark (
  organization_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  author_id uuid not null,
  kind remark_kind not null,
  body text not null,
  written_at timestamptz(3) not null,
  constraint request_remark_pkey primary key (organization_id, id),
  constraint request_remark_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint request_remark_organization_id_request_id_fkey foreign key (organization_id, request_id)
    references request (organization_id, id) on delete restrict on update cascade,
  constraint request_remark_organization_id_author_id_fkey foreign key (organization_id, author_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint remark_says_something check (length(btrim(body)) between 1 and 2000)
);
create index request_remark_organization_id_request_id_written_at_idx
  on request_remark (organization_id, request_id, written_at);
-- Changes are asked for once: after that the request is changed, and another takes its place.
create unique index request_remark_changes_asked_once on request_remark (organization_id, request_id)
  where kind = 'changes_asked';

alter table request_remark enable row level security;
create policy tenant on request_remark using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on request_remark to steward_app;

create function refuse_unfit_remark() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Held until commit: an answer given at the same time comes before it or after it.
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found then
    raise exception 'only_pending_requests_are_discussed: the request is not waiting for a decision'
      using errcode = '23514', constraint = 'only_pending_requests_are_discussed';
  end if;
  if new.kind = 'changes_asked' and (
    exists (
      select from request r
      where r.organization_id = new.organization_id and r.id = new.request_id
        and (r.requester_id = new.author_id or new.author_id = any (r.beneficiary_ids)
          or new.author_id = any (r.repaired_by_ids))
    )
    or not exists (
      select from request_seat t
      where t.organization_id = new.organization_id and t.request_id = new.request_id and t.user_id = new.author_id
        and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
    )
  ) then
    raise exception 'only_approvers_ask_for_changes: who may not decide on it asks for no changes'
      using errcode = '23514', constraint = 'only_approvers_ask_for_changes';
  end if;
  if not exists (
    select from users u
    where u.organization_id = new.organization_id and u.id = new.author_id and u.is_active and (
      exists (
        select from request r
        where r.organization_id = u.organization_id and r.id = new.request_id and r.requester_id = u.id)
      or exists (
        select from request_seat t
        where t.organization_id = u.organization_id and t.request_id = new.request_id and t.user_id = u.id
          and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
      or exists (
        select from role_assignment a
        where a.organization_id = u.organization_id and a.user_id = u.id and a.role = 'admin'))
  ) then
    raise exception 'only_those_concerned_comment: whoever asked, is asked, or administers comments on a request'
      using errcode = '23514', constraint = 'only_those_concerned_comment';
  end if;
  if (
    select count(*) from request_remark k
    where k.organization_id = new.organization_id and k.request_id = new.request_id
  ) >= 200 then
    raise exception 'comments_are_bounded: a request takes 200 comments at most'
      using errcode = '23514', constraint = 'comments_are_bounded';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_remark before insert on request_remark
  for each row execute function refuse_unfit_remark();

-- What an approver wanted changed is not approved as it is, by nobody.
create function refuse_approval_before_changes() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id for no key update;
  if exists (
    select from request_remark k
    where k.organization_id = new.organization_id and k.request_id = new.request_id and k.kind = 'changes_asked'
  ) then
    raise exception 'changes_come_before_approval: changes were asked for, so it is not approved as it is'
      using errcode = '23514', constraint = 'changes_come_before_approval';
  end if;
  return new;
end
$$;
create trigger refuse_approval_before_changes before insert on request_decision
  for each row when (new.decision = 'approve') execute function refuse_approval_before_changes();
