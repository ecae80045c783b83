-- Administrators who found new people for a request that had lost its own. They are never among those people.
alter table request add column repaired_by_ids uuid[] not null default '{}';
grant update (repaired_by_ids) on request to steward_app;

create function refuse_forgotten_repair() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not (old.repaired_by_ids <@ new.repaired_by_ids) then
    raise exception 'repairs_stay_on_record: nobody is taken off those who repaired a request'
      using errcode = '23514', constraint = 'repairs_stay_on_record';
  end if;
  return new;
end
$$;
create trigger refuse_forgotten_repair before update of repaired_by_ids on request
  for each row execute function refuse_forgotten_repair();

create function refuse_seat_of_repairer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and new.user_id = any (r.repaired_by_ids)
  ) then
    raise exception 'whoever_repairs_does_not_decide: whoever repairs a request is not asked about it'
      using errcode = '23514', constraint = 'whoever_repairs_does_not_decide';
  end if;
  return new;
end
$$;
create trigger refuse_seat_of_repairer before insert on request_seat
  for each row execute function refuse_seat_of_repairer();
