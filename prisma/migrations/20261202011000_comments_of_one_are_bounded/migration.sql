-- Comments are counted apart and by person: nobody keeps others from asking for changes by writing many.
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
