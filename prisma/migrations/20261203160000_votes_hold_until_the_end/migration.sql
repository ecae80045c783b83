-- A quorum is of people who are asked, until the last answer is given: whoever lost the role, left the group or is inactive
-- by then is no longer one of those who agreed.
create function vote_holds(
  p_organization_id uuid, p_request_id uuid, p_position integer, p_decider_id uuid, p_on_behalf_of_id uuid
) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from users u where u.organization_id = p_organization_id and u.id = p_decider_id and u.is_active
  ) and exists (
    select from request_seat t
    where t.organization_id = p_organization_id and t.request_id = p_request_id and t.position = p_position
      and t.user_id = coalesce(p_on_behalf_of_id, p_decider_id)
      and seat_holds(t.organization_id, t.request_id, t.user_id, t.source)
  );

create function refuse_approval_by_who_left() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request_stage s
    join lateral (
      select count(*) as given, count(*) filter (where vote_holds(
          new.organization_id, new.id, s.position, d.decider_id, d.on_behalf_of_id)) as held
      from request_decision d
      where d.organization_id = s.organization_id and d.request_id = s.request_id and d.stage_position = s.position
        and d.decision = 'approve'
    ) vote on vote.given >= s.quorum and vote.held < s.quorum
    where s.organization_id = new.organization_id and s.request_id = new.id
  ) then
    raise exception 'votes_hold_until_the_end: an approval came from somebody who is not asked any more'
      using errcode = '23514', constraint = 'votes_hold_until_the_end';
  end if;
  return new;
end
$$;
create trigger refuse_approval_by_who_left before update of state on request
  for each row when (new.state = 'approved' and old.state is distinct from new.state)
  execute function refuse_approval_by_who_left();
