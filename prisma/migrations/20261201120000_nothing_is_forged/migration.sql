-- What the application never does, its database role cannot do either: seats that no stage asks for, votes out of turn,
-- approvals that are used twice, grants that nobody approved.

-- A seat is for whom the stage asks: its source stands in the stage as it was frozen. Those who are asked later have a
-- guard of their own (refuse_unsaid_escalation).
create function refuse_forged_seat() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.source not like 'escalation:%' and not exists (
    select from request_stage s
    cross join lateral jsonb_array_elements(s.approvers) as said(source)
    where s.organization_id = new.organization_id and s.request_id = new.request_id and s.position = new.position
      and new.source = (said.source ->> 'kind') || coalesce(
        ':' || coalesce(said.source ->> 'role', said.source ->> 'groupId', said.source ->> 'userId'), '')
  ) then
    raise exception 'a_stage_asks_whom_it_names: this stage does not ask them'
      using errcode = '23514', constraint = 'a_stage_asks_whom_it_names';
  end if;
  return new;
end
$$;
create trigger refuse_forged_seat before insert on request_seat
  for each row execute function refuse_forged_seat();

-- Reviewers of broken glass are whom a stage of its request would have asked, or whom the policy named for its review.
create function refuse_forged_glass_seat() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from (
      select jsonb_array_elements(s.approvers) as source from request_stage s
      where s.organization_id = new.organization_id and s.request_id = new.request_id
      union all
      select jsonb_array_elements(b.review_from) from break_glass b
      where b.organization_id = new.organization_id and b.request_id = new.request_id
    ) said
    where new.source = (said.source ->> 'kind') || coalesce(
      ':' || coalesce(said.source ->> 'role', said.source ->> 'groupId', said.source ->> 'userId'), '')
  ) then
    raise exception 'a_stage_asks_whom_it_names: this stage does not ask them'
      using errcode = '23514', constraint = 'a_stage_asks_whom_it_names';
  end if;
  return new;
end
$$;
create trigger refuse_forged_glass_seat before insert on break_glass_seat
  for each row execute function refuse_forged_glass_seat();

-- A vote comes in its turn: stage by stage, in time, after nobody's rejection, by somebody with a role that decides. Fires
-- after refuse_unfit_decider (by name), which holds the request.
create function refuse_vote_out_of_turn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id
      and new.decided_at >= r.expires_at
  ) or exists (
    select from request_decision d
    where d.organization_id = new.organization_id and d.request_id = new.request_id and d.decision = 'reject'
  ) or exists (
    select from request_stage s
    where s.organization_id = new.organization_id and s.request_id = new.request_id and s.position < new.stage_position
      and s.quorum > (
        select count(*) from request_decision d
        where d.organization_id = s.organization_id and d.request_id = s.request_id
          and d.stage_position = s.position and d.decision = 'approve')
  ) or not exists (
    select from role_assignment a
    where a.organization_id = new.organization_id and a.user_id = new.decider_id
      and a.role in ('admin', 'approver', 'member')
  ) then
    raise exception 'votes_come_in_turn: this is not the time for this vote, or not for this person'
      using errcode = '23514', constraint = 'votes_come_in_turn';
  end if;
  return new;
end
$$;
create trigger refuse_vote_out_of_turn before insert on request_decision
  for each row execute function refuse_vote_out_of_turn();

-- Nobody is asked only where the policy in force says so, for what the server and its tools are.
create function refuse_unsaid_automatic() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from policy_version v
    cross join lateral jsonb_array_elements(v.document -> 'rules') as said(rule)
    join server s on s.organization_id = v.organization_id and s.id = new.server_id and s.environment = new.environment
    where v.organization_id = new.organization_id and v.state = 'active' and (said.rule -> 'isAutomatic')::boolean
      and said.rule -> 'when' -> 'impacts' ? new.impact::text
      and said.rule -> 'when' -> 'environments' ? new.environment::text
  ) then
    raise exception 'policy_says_what_is_automatic: the policy in force asks somebody about this'
      using errcode = '23514', constraint = 'policy_says_what_is_automatic';
  end if;
  return new;
end
$$;
create trigger refuse_unsaid_automatic before insert on request
  for each row when (new.is_automatic) execute function refuse_unsaid_automatic();

-- A tool that does more than its request says was asked for by another path.
create function refuse_graver_item() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    join tool t on t.organization_id = r.organization_id and t.id = new.tool_id
    where r.organization_id = new.organization_id and r.id = new.request_id and t.reviewed_impact > r.impact
  ) then
    raise exception 'a_request_says_how_grave_it_is: a tool of it does more than the request says'
      using errcode = '23514', constraint = 'a_request_says_how_grave_it_is';
  end if;
  return new;
end
$$;
create trigger refuse_graver_item before insert on request_item
  for each row when (new.tool_id is not null) execute function refuse_graver_item();

-- An approval is for once, in the transaction that decides; and nothing comes into force without one, or broken glass. The
-- server is held meanwhile, so that it does not move under what is being granted on it. Fires before
-- refuse_unfit_continuation (by name), which reads where the server is.
create function refuse_spent_approval() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from server s where s.organization_id = new.organization_id and s.id = new.server_id for share;
  if new.origin_kind::text = 'approval' and not exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'approved'
  ) then
    raise exception 'an_approval_is_for_once: what it was for has been granted already'
      using errcode = '23514', constraint = 'an_approval_is_for_once';
  end if;
  if new.origin_kind::text not in ('approval', 'break_glass')
    or (new.origin_kind::text = 'break_glass' and new.kind not in ('tool', 'access')) then
    raise exception 'grant_needs_its_approval: a grant needs an approved request for exactly what it grants'
      using errcode = '23514', constraint = 'grant_needs_its_approval';
  end if;
  return new;
end
$$;
create trigger refuse_spent_approval before insert on grants
  for each row execute function refuse_spent_approval();
