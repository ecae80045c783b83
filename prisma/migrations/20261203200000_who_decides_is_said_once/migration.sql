-- Who decides is said once, here: the inbox, the facts of a decision, the sweeps and the guards all read these. The
-- functions have no settings of their own, so that they are inlined into a list that asks them of thousands of requests;
-- their bodies are bound to names already. The views ask with the rights of whoever reads them.

-- Whose impact was weighed for the path of a request: the tools that it names, and those that it opens.
create view weighed_tool with (security_invoker = true) as
  select i.organization_id, i.request_id, i.tool_id from request_item i where i.tool_id is not null
  union all
  select r.organization_id, r.id, t.id
  from request r
  join tool t on t.organization_id = r.organization_id and t.server_id = r.server_id
    and t.state in ('enabled', 'pending', 'suspended')
  where r.kind in ('move_to_production', 'grant_scopes') or exists (
    select from request_item i
    where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'access');
grant select on weighed_tool to steward_app;

create or replace function is_weighed(p_organization_id uuid, p_request_id uuid, p_tool_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
  select from weighed_tool w
  where w.organization_id = p_organization_id and w.request_id = p_request_id and w.tool_id = p_tool_id
);

-- Requests that make somebody's consumer able to do more, besides those they let in.
create view tool_opening_request with (security_invoker = true) as
  select r.organization_id, r.id, r.server_id, r.state from request r
  where r.kind in ('move_to_production', 'grant_scopes') or exists (
    select from request_item i
    where i.organization_id = r.organization_id and i.request_id = r.id and i.kind in ('tool', 'scope'));
grant select on tool_opening_request to steward_app;

-- Who is a party to a request, and by what: its requester and whoever found new people for it decide nothing of it, the
-- others do not approve it and may say no.
create view request_party with (security_invoker = true) as
  select r.organization_id, r.id as request_id, r.state, r.requester_id as person_id, 'requester' as part from request r
  union all
  select r.organization_id, r.id, r.state, n.person_id, 'named' from request r
  cross join lateral unnest(r.beneficiary_ids) as n(person_id)
  union all
  -- Whoever found new people for it has had a part in whom it asks.
  select r.organization_id, r.id, r.state, n.person_id, 'repairer' from request r
  cross join lateral unnest(r.repaired_by_ids) as n(person_id)
  union all
  -- Whoever owns by now what it would let in.
  select r.organization_id, r.id, r.state, c.owner_id, 'consumer' from request r
  join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
  join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
  where c.owner_id is not null
  union all
  -- Whoever put that on record or said whose it is: they choose who is held to gain by it.
  select r.organization_id, r.id, r.state, e.actor_id, 'maker' from request r
  join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
  join audit_event e on e.organization_id = i.organization_id and e.subject_kind = 'consumer'
    and e.subject_id = i.consumer_id and e.actor_kind = 'person'
    and (e.type = 'consumer.added' or e.type = 'consumer.changed' and e.detail -> 'changes' ? 'owner')
  where e.actor_id is not null
  union all
  -- Whoever gained access since it was asked gains the tool or the scope too.
  select r.organization_id, r.id, r.state, c.owner_id, 'access' from tool_opening_request r
  join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
    and g.kind = 'access' and g.state <> 'revoked'
  join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
  where c.owner_id is not null
  union all
  -- Nor who asked for access of their own on the same server: one answer would open the way for the other. What others
  -- ask for somebody's consumer, and nobody approved, is no part of theirs.
  select r.organization_id, r.id, r.state, c.owner_id, 'asking' from tool_opening_request r
  join consumer c on c.organization_id = r.organization_id and c.owner_id is not null
  where exists (
    select from request w
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    where w.organization_id = c.organization_id and w.server_id = r.server_id and w.state = 'pending'
      and w.requester_id = c.owner_id and a.consumer_id = c.id)
  union all
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  select r.organization_id, r.id, r.state, s.owner_id, 'answering' from request r
  join server s on s.organization_id = r.organization_id and s.id = r.server_id
  where r.cause = 'drift' and s.owner_id is not null
  union all
  select r.organization_id, r.id, r.state, s.backup_owner_id, 'answering' from request r
  join server s on s.organization_id = r.organization_id and s.id = r.server_id
  where r.cause = 'drift' and s.backup_owner_id is not null
  union all
  -- Whoever said what the impact is of a tool that it is about, or that it would open, chose whom it asks.
  select r.organization_id, r.id, r.state, t.reviewed_by_id, 'impact' from request r
  join tool t on t.organization_id = r.organization_id and t.server_id = r.server_id
  join weighed_tool w on w.organization_id = r.organization_id and w.request_id = r.id and w.tool_id = t.id
  where t.reviewed_by_id is not null;
grant select on request_party to steward_app;

-- Besides the requester and whoever repaired it, whom other guards name.
create or replace function party_to_request(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
  select from request_party p
  where p.organization_id = p_organization_id and p.request_id = p_request_id and p.person_id = p_person_id
    and p.part not in ('requester', 'repairer')
);

-- One row where what made somebody one of those who are asked still holds, and they are active.
create function seat_ground(p_organization_id uuid, p_request_id uuid, p_user_id uuid, p_source text)
returns setof boolean
language sql stable rows 1
begin atomic
  select true from users who
  cross join lateral (select regexp_replace(p_source, '^escalation:', '') as source) s
  where who.organization_id = p_organization_id and who.id = p_user_id and who.is_active and case
    when s.source like 'role:%' then exists (
      select from role_assignment a
      where a.organization_id = p_organization_id and a.user_id = p_user_id and a.role::text = substr(s.source, 6))
    when s.source like 'group:%' then exists (
      select from group_member m
      join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
      where m.organization_id = p_organization_id and m.user_id = p_user_id and m.group_id = substr(s.source, 7)::uuid)
    when s.source like 'person:%' then s.source = 'person:' || p_user_id
    -- Whoever was asked first may have left: whom they reported to may answer then, too.
    when s.source = 'asked_managers' then exists (
      select from request_seat own
      join request_seat t on t.organization_id = own.organization_id and t.request_id = own.request_id
        and t.position = own.position and t.source not like 'escalation:%'
      join users u on u.organization_id = t.organization_id and u.id = t.user_id
      where own.organization_id = p_organization_id and own.request_id = p_request_id
        and own.user_id = p_user_id and own.source = p_source and u.manager_id = p_user_id)
    else exists (
      select from request r
      join server v on v.organization_id = r.organization_id and v.id = r.server_id
      left join users o on o.organization_id = v.organization_id and o.id = v.owner_id
      where r.organization_id = p_organization_id and r.id = p_request_id
        and p_user_id = case s.source when 'owner' then v.owner_id when 'backup_owner' then v.backup_owner_id
          else o.manager_id end)
  end;
end;

create or replace function seat_holds(p_organization_id uuid, p_request_id uuid, p_user_id uuid, p_source text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (select from seat_ground(p_organization_id, p_request_id, p_user_id, p_source));

-- The approvals that count: of those who are still asked, and of delegates who are still active; not of those who are a
-- party to it by now, nor given in the place of one. What somebody answered before they repaired it does. For each on its
-- own: all the parties of all requests are never put together.
create view counted_approval with (security_invoker = true) as
  select d.organization_id, d.request_id, d.stage_position, d.decided_at from request_decision d
  where d.decision = 'approve' and exists (
    select from users u where u.organization_id = d.organization_id and u.id = d.decider_id and u.is_active
  ) and exists (
    select from request_seat t
    cross join lateral seat_ground(t.organization_id, t.request_id, t.user_id, t.source)
    where t.organization_id = d.organization_id and t.request_id = d.request_id and t.position = d.stage_position
      and t.user_id = coalesce(d.on_behalf_of_id, d.decider_id)
  ) and not exists (
    select from request_party p
    where p.organization_id = d.organization_id and p.request_id = d.request_id
      and p.person_id in (d.decider_id, d.on_behalf_of_id) and p.part not in ('requester', 'repairer')
    offset 0);
grant select on counted_approval to steward_app;

-- The first stage that still needs an approval; no row when all have theirs.
create function waiting_stage(p_organization_id uuid, p_request_id uuid) returns setof integer
language sql stable rows 1
begin atomic
  select s.position from request_stage s
  where s.organization_id = p_organization_id and s.request_id = p_request_id and s.quorum > (
    select count(*) from counted_approval v
    where v.organization_id = s.organization_id and v.request_id = s.request_id and v.stage_position = s.position)
  order by s.position limit 1;
end;

-- The stages that somebody is asked in, by something that still holds.
create function stages_asking(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns setof integer
language sql stable
begin atomic
  select t.position from request_seat t
  where t.organization_id = p_organization_id and t.request_id = p_request_id and t.user_id = p_person_id
    and exists (select from seat_ground(t.organization_id, t.request_id, t.user_id, t.source));
end;

-- The stages in which somebody has answered, or was answered for: they have no voice left there, nor anywhere else where
-- it wants different people.
create function stages_answered(p_organization_id uuid, p_request_id uuid, p_person_id uuid) returns setof integer
language sql stable
begin atomic
  select d.stage_position from request_decision d
  where d.organization_id = p_organization_id and d.request_id = p_request_id
    and p_person_id in (d.decider_id, d.on_behalf_of_id);
end;

-- Whom a person stands in for now in a stage: those who are asked there and away. Never for somebody who could not answer
-- themselves, and never beside a voice of their own. The parties are found once for all requests, by whom they stand in for.
create function answering_for(
  p_organization_id uuid, p_request_id uuid, p_position integer, p_delegate_id uuid, p_at timestamptz
) returns setof uuid
language sql stable
begin atomic
  select a.user_id from absence a
  join users u on u.organization_id = a.organization_id and u.id = a.delegate_id and u.is_active
  join request r on r.organization_id = a.organization_id and r.id = p_request_id
  where a.organization_id = p_organization_id and a.delegate_id = p_delegate_id
    and a.starts_at <= p_at and p_at < a.ends_at
    and exists (
      select from role_assignment o
      where o.organization_id = a.organization_id and o.user_id = a.delegate_id
        and o.role in ('admin', 'approver', 'member'))
    and p_position in (select stages_asking from stages_asking(p_organization_id, p_request_id, a.user_id))
    and not exists (
      select from stages_asking(p_organization_id, p_request_id, a.delegate_id) as own(position)
      where own.position = p_position or r.needs_distinct_people)
    and not exists (
      select from stages_answered(p_organization_id, p_request_id, a.user_id) as given(position)
      where given.position = p_position or r.needs_distinct_people)
    and (p_request_id, a.user_id) not in (
      select p.request_id, x.user_id from absence x
      cross join lateral (
        select q.request_id from request_party q
        where q.organization_id = x.organization_id and q.person_id = x.user_id and q.state = 'pending'
        offset 0) p
      where x.organization_id = p_organization_id and x.delegate_id = p_delegate_id);
end;

create or replace function answers_for(
  p_organization_id uuid, p_request_id uuid, p_position integer, p_absent_id uuid, p_delegate_id uuid, p_at timestamptz
) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return p_absent_id in (
  select a.id from answering_for(p_organization_id, p_request_id, p_position, p_delegate_id, p_at) as a(id));

-- The stage of a pending request that somebody may answer now, for themselves or for one who is away; no row where they
-- may not. Whoever gains by it may still say no, so only its requester and repairers are left out.
create function may_answer(p_organization_id uuid, p_request_id uuid, p_person_id uuid, p_at timestamptz)
returns setof integer
language sql stable rows 1
begin atomic
  select w.position
  from (select s.position from waiting_stage(p_organization_id, p_request_id) as s(position) offset 0) w
  join request r on r.organization_id = p_organization_id and r.id = p_request_id
    and r.requester_id <> p_person_id and p_person_id <> all (r.repaired_by_ids)
  where not exists (
      select from stages_answered(p_organization_id, p_request_id, p_person_id) as given(position)
      where given.position = w.position or r.needs_distinct_people)
    and (
      w.position in (select stages_asking from stages_asking(p_organization_id, p_request_id, p_person_id))
      or exists (select from answering_for(p_organization_id, p_request_id, w.position, p_person_id, p_at)))
    and exists (
      select from role_assignment o
      where o.organization_id = p_organization_id and o.user_id = p_person_id
        and o.role in ('admin', 'approver', 'member'));
end;

-- A vote is for the stage that waits, counted like everywhere.
create or replace function refuse_vote_out_of_turn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id
      and new.decided_at >= r.expires_at
  ) or exists (
    select from request_decision d
    where d.organization_id = new.organization_id and d.request_id = new.request_id and d.decision = 'reject'
  ) or new.stage_position is distinct from (
    select w.position from waiting_stage(new.organization_id, new.request_id) as w(position)
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

-- The answer of somebody who has come to gain by the request since, or is not asked any more, does not count towards its
-- approval. Which of them it was is for the words alone.
drop trigger refuse_approval_by_who_left on request;
drop function refuse_approval_by_who_left;
drop function vote_holds;
create or replace function refuse_approval_by_parties() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if every_stage_agreed(new.organization_id, new.id)
    and exists (select from waiting_stage(new.organization_id, new.id))
  then
    if exists (
      select from request_decision d
      where d.organization_id = new.organization_id and d.request_id = new.id and d.decision = 'approve'
        and (party_to_request(d.organization_id, d.request_id, d.decider_id)
          or party_to_request(d.organization_id, d.request_id, d.on_behalf_of_id))
    ) then
      raise exception 'nobody_decides_what_benefits_them: an approval came from somebody who gains by it now'
        using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
    end if;
    raise exception 'votes_hold_until_the_end: an approval came from somebody who is not asked any more'
      using errcode = '23514', constraint = 'votes_hold_until_the_end';
  end if;
  return new;
end
$$;
