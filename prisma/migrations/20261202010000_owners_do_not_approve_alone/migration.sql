-- A server's owners are never the only ones to approve in production (separation of duties): neither those it has now,
-- nor those it had when it was asked. Without knowing the latter, an owner would step down for the time of one vote.
alter table request add column server_owner_ids uuid[] not null default '{}';

update request r set server_owner_ids = array_remove(array[s.owner_id, s.backup_owner_id], null)
  from server s
  where s.organization_id = r.organization_id and s.id = r.server_id and r.state = 'pending';

create function keep_owners_when_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.server_owner_ids := coalesce((
      select array_remove(array[s.owner_id, s.backup_owner_id], null) from server s
      where s.organization_id = new.organization_id and s.id = new.server_id), '{}');
  elsif new.server_owner_ids is distinct from old.server_owner_ids then
    raise exception 'owners_stay_on_record: who owned the server when it was asked is never rewritten'
      using errcode = '23514', constraint = 'owners_stay_on_record';
  end if;
  return new;
end
$$;
create trigger keep_owners_when_asked before insert or update of server_owner_ids on request
  for each row execute function keep_owners_when_asked();

-- Whether a request for production that people decide on has the approval of somebody who is no owner, nor answered for one.
create function owners_approved_alone(p_organization_id uuid, p_request_id uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = p_organization_id and r.id = p_request_id
      and r.environment = 'production' and not r.is_automatic
      and not exists (
        select from break_glass b where b.organization_id = r.organization_id and b.request_id = r.id)
      and not exists (
        select from request_decision d
        where d.organization_id = r.organization_id and d.request_id = r.id and d.decision = 'approve'
          and not (array[d.decider_id, coalesce(d.on_behalf_of_id, d.decider_id)]
            && (r.server_owner_ids || array_remove(array[s.owner_id, s.backup_owner_id], null))))
  )
$$;

create function refuse_owners_alone() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if owners_approved_alone(new.organization_id, new.id) then
    raise exception 'owners_do_not_approve_alone: in production somebody else than the server''s owners approves too'
      using errcode = '23514', constraint = 'owners_do_not_approve_alone';
  end if;
  return new;
end
$$;
create trigger refuse_owners_alone before update of state on request
  for each row when (new.state in ('approved', 'applied') and old.state is distinct from new.state)
  execute function refuse_owners_alone();

create function refuse_grant_by_owners_alone() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if owners_approved_alone(new.organization_id, new.request_id) then
    raise exception 'owners_do_not_approve_alone: in production somebody else than the server''s owners approves too'
      using errcode = '23514', constraint = 'owners_do_not_approve_alone';
  end if;
  return new;
end
$$;
create trigger refuse_grant_by_owners_alone before insert or update of request_id, origin_kind on grants
  for each row when (new.origin_kind = 'approval')
  execute function refuse_grant_by_owners_alone();
