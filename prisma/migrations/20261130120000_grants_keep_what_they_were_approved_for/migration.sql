-- What a grant was approved for: who had to agree, and for how long, followed from it. A server that moves to production,
-- or a tool that turns out graver, is not what was approved.
alter table grants add column approved_environment environment, add column approved_impact impact;
alter table grants disable trigger user;
update grants g set approved_environment = r.environment, approved_impact = r.impact
from request r where r.organization_id = g.organization_id and r.id = g.request_id;
alter table grants enable trigger user;

create function keep_what_was_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  select r.environment, r.impact into new.approved_environment, new.approved_impact
    from request r where r.organization_id = new.organization_id and r.id = new.request_id;
  return new;
end
$$;
create trigger keep_what_was_approved before insert on grants
  for each row when (new.request_id is not null) execute function keep_what_was_approved();

-- Nobody comes to own what they let in: a consumer whose access they approved while it is in force.
create function refuse_owner_who_approved() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants g
    join request_decision d on d.organization_id = g.organization_id and d.request_id = g.request_id
      and d.decision = 'approve' and d.decider_id = new.owner_id
    where g.organization_id = new.organization_id and g.consumer_id = new.id and g.kind = 'access'
      and g.state <> 'revoked' and g.expires_at > now()
  ) then
    raise exception 'nobody_owns_what_they_let_in: whoever approved a consumer''s access does not become its owner'
      using errcode = '23514', constraint = 'nobody_owns_what_they_let_in';
  end if;
  return new;
end
$$;
create trigger refuse_owner_who_approved before update of owner_id on consumer
  for each row when (new.owner_id is distinct from old.owner_id and new.owner_id is not null)
  execute function refuse_owner_who_approved();

-- Who had a hand in whose a consumer is: added it, or gave it to somebody.
create index audit_event_by_consumer on audit_event (organization_id, subject_id, type)
  where subject_kind = 'consumer';
