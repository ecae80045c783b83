-- Whoever gains by a request does not approve it, nor call broken glass justified. They may always say no: else whoever asks
-- would choose, by whose consumers they name, who is able to object.
create or replace function party_to_request(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from request r
    where r.organization_id = p_organization_id and r.id = p_request_id and p_person_id = any (r.beneficiary_ids)
  )
  -- Whoever owns by now what it would let in.
  or exists (
    select from request_item i
    join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where i.organization_id = p_organization_id and i.request_id = p_request_id and c.owner_id = p_person_id
  )
  -- Whoever gained access since it was asked gains the tool or the scope too.
  or exists (
    select from request r
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
      and g.kind = 'access' and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind::text in ('tool', 'scope')
      )
  )
  -- Nor who asked for access of their own on the same server: one answer would open the way for the other. What others
  -- ask for somebody's consumer, and nobody approved, is no part of theirs.
  or exists (
    select from request r
    join request w on w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    join consumer c on c.organization_id = a.organization_id and c.id = a.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
      and w.requester_id = c.owner_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind::text in ('tool', 'scope')
      )
  )
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  or exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = p_organization_id and r.id = p_request_id and r.cause = 'drift'
      and (p_person_id = s.owner_id or p_person_id = s.backup_owner_id))
  -- Whoever said what the impact is of a tool that it is about, or that it would open, chose whom it asks.
  or exists (
    select from request r
    join tool t on t.organization_id = r.organization_id and t.server_id = r.server_id and t.reviewed_by_id = p_person_id
    where r.organization_id = p_organization_id and r.id = p_request_id and is_weighed(r.organization_id, r.id, t.id)
  );

create or replace function refuse_unfit_decider() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.decision = 'approve' and (
    party_to_request(new.organization_id, new.request_id, new.decider_id)
    or party_to_request(new.organization_id, new.request_id, new.on_behalf_of_id))
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
        and (r.requester_id = new.author_id or new.author_id = any (r.repaired_by_ids))
    )
    or new.on_behalf_of_id is null and not exists (
      select from request_seat t
      where t.organization_id = new.organization_id and t.request_id = new.request_id and t.user_id = new.author_id
        and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
    )
    or new.on_behalf_of_id is not null and not exists (
      select from request_seat t
      where t.organization_id = new.organization_id and t.request_id = new.request_id
        and t.user_id = new.on_behalf_of_id
        and answers_for(
          t.organization_id, t.request_id, t.position, new.on_behalf_of_id, new.author_id, new.written_at)
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
      or is_asked_now(u.organization_id, new.request_id, u.id, new.written_at)
      or exists (
        select from role_assignment a
        where a.organization_id = u.organization_id and a.user_id = u.id and a.role = 'admin'))
  ) then
    raise exception 'only_those_concerned_comment: whoever asked, is asked, or administers comments on a request'
      using errcode = '23514', constraint = 'only_those_concerned_comment';
  end if;
  if new.kind = 'comment' and (
    select count(*) from request_remark k
    where k.organization_id = new.organization_id and k.request_id = new.request_id and k.kind = 'comment'
  ) >= 200 then
    raise exception 'comments_are_bounded: a request takes 200 comments at most'
      using errcode = '23514', constraint = 'comments_are_bounded';
  end if;
  if new.kind = 'comment' and (
    select count(*) from request_remark k
    where k.organization_id = new.organization_id and k.request_id = new.request_id and k.kind = 'comment'
      and k.author_id = new.author_id
  ) >= 50 then
    raise exception 'comments_of_one_are_bounded: a request takes 50 comments of one person at most'
      using errcode = '23514', constraint = 'comments_of_one_are_bounded';
  end if;
  return new;
end
$$;

create or replace function refuse_unfit_break_glass_review() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  if new.verdict = 'justified' and gains_by_request(new.organization_id, new.request_id, new.reviewer_id) or exists (
    select from break_glass b
    where b.organization_id = new.organization_id and b.request_id = new.request_id
      and new.reviewer_id = any (b.repaired_by_ids)
  ) or not exists (
    select from break_glass_seat t
    where t.organization_id = new.organization_id and t.request_id = new.request_id and t.user_id = new.reviewer_id
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
  ) then
    raise exception 'break_glass_asks_others: whoever gains by it does not justify it, and whoever used it or found its reviewers does not review it'
      using errcode = '23514', constraint = 'break_glass_asks_others';
  end if;
  return new;
end
$$;

-- So those who gain by it are among those who are asked for a review, too.
create or replace function refuse_unfit_break_glass_seat() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from break_glass b
    where b.organization_id = new.organization_id and b.request_id = new.request_id
      and b.state in ('open', 'cut', 'overdue') and new.user_id <> b.user_id
      and new.user_id <> all (b.repaired_by_ids)
    for no key update;
  if not found then
    raise exception 'break_glass_asks_others: whoever used it or found its reviewers does not review it'
      using errcode = '23514', constraint = 'break_glass_asks_others';
  end if;
  return new;
end
$$;
