-- An approver may give less time than was asked, and never more: the shortest that anybody gave is what holds. Whether an
-- approval wants its reason is for the stage to say; a rejection always does.
alter table request_stage add column needs_reason boolean not null default true;
alter table request_decision
  add column duration_days integer,
  add constraint only_approvals_give_time check (duration_days is null or (decision = 'approve' and duration_days >= 1)),
  drop constraint decision_has_a_reason;

-- For how many days a request is approved so far: as asked, or the shortest that an approver gave.
create function approved_days(p_organization_id uuid, p_request_id uuid) returns integer
language sql stable set search_path = pg_catalog, public, pg_temp
return (
  select least(r.duration_days, (
    select min(d.duration_days) from request_decision d
    where d.organization_id = r.organization_id and d.request_id = r.id))
  from request r where r.organization_id = p_organization_id and r.id = p_request_id
);

create function refuse_vote_beyond_its_terms() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if length(btrim(new.reason)) = 0 and (new.decision = 'reject' or exists (
    select from request_stage s
    where s.organization_id = new.organization_id and s.request_id = new.request_id
      and s.position = new.stage_position and s.needs_reason
  )) then
    raise exception 'decision_has_a_reason: this answer wants a reason'
      using errcode = '23514', constraint = 'decision_has_a_reason';
  end if;
  if new.duration_days is not null then
    -- Held until commit, so that two who give less at once are taken one after the other.
    perform from request r
      where r.organization_id = new.organization_id and r.id = new.request_id for no key update;
    if new.duration_days > approved_days(new.organization_id, new.request_id) then
      raise exception 'nobody_lengthens_a_request: an approver may give less time, never more'
        using errcode = '23514', constraint = 'nobody_lengthens_a_request';
    end if;
  end if;
  return new;
end
$$;
create trigger refuse_vote_beyond_its_terms before insert on request_decision
  for each row execute function refuse_vote_beyond_its_terms();

create function refuse_grant_longer_than_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id
      and new.expires_at > least(new.granted_at, r.decided_at)
        + make_interval(hours => 24 * approved_days(r.organization_id, r.id))
  ) then
    raise exception 'grant_ends_when_approved: a grant lasts no longer than everybody who approved it said'
      using errcode = '23514', constraint = 'grant_ends_when_approved';
  end if;
  return new;
end
$$;
create trigger refuse_grant_longer_than_approved before insert or update of expires_at, granted_at, request_id on grants
  for each row when (new.origin_kind = 'approval') execute function refuse_grant_longer_than_approved();
