-- Who is away, and who answers requests in their place meanwhile. One period for each person; what was before is in the
-- audit trail.
create table absence (
  organization_id uuid not null,
  user_id uuid not null,
  delegate_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  set_at timestamptz(3) not null,
  constraint absence_pkey primary key (organization_id, user_id),
  constraint absence_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint absence_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint absence_organization_id_delegate_id_fkey foreign key (organization_id, delegate_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint nobody_is_their_own_delegate check (delegate_id <> user_id),
  constraint absence_lasts_at_most_180_days
    check (ends_at > starts_at and ends_at <= starts_at + interval '4320 hours')
);
create index absence_organization_id_delegate_id_idx on absence (organization_id, delegate_id);
alter table absence enable row level security;
create policy tenant on absence using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert, delete on absence to steward_app;
grant update (delegate_id, starts_at, ends_at, set_at) on absence to steward_app;

-- In whose place somebody answered.
alter table request_decision add column on_behalf_of_id uuid;
alter table request_decision add constraint request_decision_organization_id_on_behalf_of_id_fkey
  foreign key (organization_id, on_behalf_of_id) references users (organization_id, id)
  on delete restrict on update cascade;
alter table request_decision add constraint nobody_answers_for_who_may_not
  check (on_behalf_of_id <> decider_id and on_behalf_of_id <> requester_id);

-- Whether somebody came to gain by a request, or had a part in it, so that they do not decide on it.
create function party_to_request(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id and p_person_id = any (r.beneficiary_ids)
  )
  -- Whoever gained access since it was asked gains the tool too.
  or exists (
    select from request r
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
      and g.kind = 'access' and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
      )
  )
  -- Nor whose access waits on the same server: one answer would open the way for the other.
  or exists (
    select from request r
    join request w on w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    join consumer c on c.organization_id = a.organization_id and c.id = a.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
      )
  )
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  or exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = p_organization_id and r.id = p_request_id and r.cause = 'drift'
      and (p_person_id = s.owner_id or p_person_id = s.backup_owner_id)
  );

-- Whether a person may answer a stage in the place of one who is asked there and away. Never for somebody who could not
-- answer themselves, and never beside a voice of their own.
create function answers_for(
  p_organization_id uuid, p_request_id uuid, p_position integer, p_absent_id uuid, p_delegate_id uuid, p_at timestamptz
) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
  select from absence a
  join users u on u.organization_id = a.organization_id and u.id = a.delegate_id and u.is_active
  join request r on r.organization_id = a.organization_id and r.id = p_request_id
  where a.organization_id = p_organization_id and a.user_id = p_absent_id and a.delegate_id = p_delegate_id
    and a.starts_at <= p_at and p_at < a.ends_at
    and exists (
      select from role_assignment o
      where o.organization_id = a.organization_id and o.user_id = a.delegate_id
        and o.role in ('admin', 'approver', 'member'))
    and a.user_id <> r.requester_id and a.user_id <> all (r.repaired_by_ids)
    and not party_to_request(r.organization_id, r.id, a.user_id)
    and exists (
      select from request_seat t
      where t.organization_id = r.organization_id and t.request_id = r.id and t.position = p_position
        and t.user_id = a.user_id and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
    and not exists (
      select from request_seat t
      where t.organization_id = r.organization_id and t.request_id = r.id and t.user_id = a.delegate_id
        and (t.position = p_position or r.needs_distinct_people)
        and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
    and not exists (
      select from request_decision d
      where d.organization_id = r.organization_id and d.request_id = r.id
        and (d.stage_position = p_position or r.needs_distinct_people)
        and a.user_id in (d.decider_id, d.on_behalf_of_id))
);

create or replace function refuse_unfit_decider() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if party_to_request(new.organization_id, new.request_id, new.decider_id)
    or party_to_request(new.organization_id, new.request_id, new.on_behalf_of_id)
  then
    raise exception 'nobody_decides_what_benefits_them: nobody decides on a request that benefits them'
      using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
  end if;
  -- Held until commit: nothing is added to the request meanwhile.
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found then
    raise exception 'only_pending_requests_are_decided: the request is not waiting for a decision'
      using errcode = '23514', constraint = 'only_pending_requests_are_decided';
  end if;
  -- Looked at under that lock, so that two answers at once are counted one after the other. Whoever was answered for has
  -- answered, as much as whoever did it for them.
  if exists (
    select from request r
    join request_decision d on d.organization_id = r.organization_id and d.request_id = r.id
    where r.organization_id = new.organization_id and r.id = new.request_id
      and (r.needs_distinct_people or d.stage_position = new.stage_position)
      and (d.decider_id in (new.decider_id, new.on_behalf_of_id)
        or d.on_behalf_of_id in (new.decider_id, new.on_behalf_of_id))
  ) then
    raise exception 'stages_are_answered_by_different_people: one person answers one stage of this request'
      using errcode = '23514', constraint = 'stages_are_answered_by_different_people';
  end if;
  if new.on_behalf_of_id is not null and not answers_for(
    new.organization_id, new.request_id, new.stage_position, new.on_behalf_of_id, new.decider_id, new.decided_at
  ) then
    raise exception 'delegates_answer_for_who_is_away: the decider does not answer for this person now'
      using errcode = '23514', constraint = 'delegates_answer_for_who_is_away';
  end if;
  if new.on_behalf_of_id is null and not exists (
    select from request_seat t
    where t.organization_id = new.organization_id and t.request_id = new.request_id
      and t.position = new.stage_position and t.user_id = new.decider_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
  ) then
    raise exception 'only_approvers_of_the_stage_decide: the decider is not an approver of this stage'
      using errcode = '23514', constraint = 'only_approvers_of_the_stage_decide';
  end if;
  return new;
end
$$;

-- Whether somebody is asked in a stage of a request, or answers there for one who is away.
create function is_asked_now(
  p_organization_id uuid, p_request_id uuid, p_person_id uuid, p_at timestamptz
) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request_seat t
    where t.organization_id = p_organization_id and t.request_id = p_request_id and t.user_id = p_person_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source))
  or exists (
    select from request_seat t
    join absence a on a.organization_id = t.organization_id and a.user_id = t.user_id and a.delegate_id = p_person_id
    where t.organization_id = p_organization_id and t.request_id = p_request_id
      and answers_for(t.organization_id, t.request_id, t.position, a.user_id, a.delegate_id, p_at));

-- A delegate may say what they may decide on.
create or replace function refuse_unfit_remark() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
    or not is_asked_now(new.organization_id, new.request_id, new.author_id, new.written_at)
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
      or is_asked_now(u.organization_id, new.request_id, u.id, new.written_at)
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
