-- A scope makes the enabled tools able to do more, so whoever has access gains by it as by a tool.
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
  -- Nor whose access waits on the same server: one answer would open the way for the other.
  or exists (
    select from request r
    join request w on w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
    join request_item a on a.organization_id = w.organization_id and a.request_id = w.id and a.kind = 'access'
    join consumer c on c.organization_id = a.organization_id and c.id = a.consumer_id
    where r.organization_id = p_organization_id and r.id = p_request_id and c.owner_id = p_person_id
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
      and (p_person_id = s.owner_id or p_person_id = s.backup_owner_id)
  );

-- A use of break glass is not reviewed by whoever could not have decided on what it asks for.
create or replace function gains_by_request(p_organization_id uuid, p_request_id uuid, p_user_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return party_to_request(p_organization_id, p_request_id, p_user_id);

-- Nobody comes to own what they let in, or are about to: a consumer whose access they, or somebody in their place,
-- approved, while that is in force or waits for more answers.
create or replace function refuse_owner_who_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants g
    join request_decision d on d.organization_id = g.organization_id and d.request_id = g.request_id
      and d.decision = 'approve' and new.owner_id in (d.decider_id, d.on_behalf_of_id)
    where g.organization_id = new.organization_id and g.consumer_id = new.id and g.kind = 'access'
      and g.state <> 'revoked' and g.expires_at > now()
  ) or exists (
    select from request_item i
    join request r on r.organization_id = i.organization_id and r.id = i.request_id and r.state in ('pending', 'approved')
    join request_decision d on d.organization_id = r.organization_id and d.request_id = r.id
      and d.decision = 'approve' and new.owner_id in (d.decider_id, d.on_behalf_of_id)
    where i.organization_id = new.organization_id and i.consumer_id = new.id
  ) then
    raise exception 'nobody_owns_what_they_let_in: whoever approved a consumer''s access does not become its owner'
      using errcode = '23514', constraint = 'nobody_owns_what_they_let_in';
  end if;
  return new;
end
$$;

-- Its consumers are held while somebody answers a request, so that none is handed over beside the answer. Fires before
-- the guards that look at their owners.
create function hold_consumers_decided_on() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from consumer c
    where c.organization_id = new.organization_id and c.id in (
      select i.consumer_id from request_item i
      where i.organization_id = new.organization_id and i.request_id = new.request_id)
    order by c.id for share;
  return new;
end
$$;
create trigger hold_consumers_decided_on before insert on request_decision
  for each row execute function hold_consumers_decided_on();

-- The answer of somebody who has come to gain by the request since does not count towards its approval.
create function refuse_approval_by_parties() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request_stage s
    join lateral (
      select count(*) as given, count(*) filter (where not party_to_request(new.organization_id, new.id, d.decider_id)
          and (d.on_behalf_of_id is null or not party_to_request(new.organization_id, new.id, d.on_behalf_of_id))
        ) as counted
      from request_decision d
      where d.organization_id = s.organization_id and d.request_id = s.request_id and d.stage_position = s.position
        and d.decision = 'approve'
    ) vote on vote.given >= s.quorum and vote.counted < s.quorum
    where s.organization_id = new.organization_id and s.request_id = new.id
  ) then
    raise exception 'nobody_decides_what_benefits_them: an approval came from somebody who gains by it now'
      using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
  end if;
  return new;
end
$$;
create trigger refuse_approval_by_parties before update of state on request
  for each row when (new.state = 'approved' and old.state <> 'approved') execute function refuse_approval_by_parties();

-- Who is asked is not chosen by whoever asks.
create function refuse_repair_by_requester() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.requester_id = any (new.repaired_by_ids) and new.requester_id <> all (old.repaired_by_ids) then
    raise exception 'nobody_repairs_their_own_request: whoever asks does not find the people who answer'
      using errcode = '23514', constraint = 'nobody_repairs_their_own_request';
  end if;
  return new;
end
$$;
create trigger refuse_repair_by_requester before update of repaired_by_ids on request
  for each row execute function refuse_repair_by_requester();
