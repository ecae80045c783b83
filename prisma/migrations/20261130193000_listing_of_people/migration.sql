-- A person who answers for tens of thousands of servers could not be deactivated: their rows were all brought up to
-- date by the statement that changed the person. A few still are; more wait here for a sweep, which goes through them
-- in batches.
create table server_listing_due (
  organization_id uuid not null,
  user_id uuid not null,
  has_new_words boolean not null,
  -- The last server brought up to date.
  after uuid,
  constraint server_listing_due_pkey primary key (organization_id, user_id),
  constraint server_listing_due_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete cascade on update cascade
);
alter table server_listing_due enable row level security;
create policy tenant on server_listing_due using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on server_listing_due to steward_app;

-- The next servers, in the order of their ids, that a person answers for.
create function list_servers_of_person(p_organization_id uuid, p_user_id uuid, p_after uuid, p_limit int) returns uuid[]
  language sql stable set search_path = pg_catalog, public, pg_temp
  begin atomic
    select array(
      select id from (
        select s.id from server s where s.organization_id = p_organization_id and s.owner_id = p_user_id
        union
        select s.id from server s where s.organization_id = p_organization_id and s.backup_owner_id = p_user_id
      ) answered
      where p_after is null or id > p_after
      order by id limit p_limit
    );
  end;

-- Whoever changes while a batch is under way waits for it, and is gone through again from the first.
create or replace function refresh_servers_of_changed_people() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_person record;
  v_ids uuid[];
  -- Brought up to date at once, of all who changed together.
  v_left int := 250;
begin
  for v_person in
    select n.organization_id, n.id, (n.name, n.email) <> (o.name, o.email) as has_new_words
    from changed n join was o using (organization_id, id)
    where (n.name, n.email, n.is_active) <> (o.name, o.email, o.is_active)
    order by n.organization_id, n.id
  loop
    v_ids := list_servers_of_person(v_person.organization_id, v_person.id, null, v_left + 1);
    if cardinality(v_ids) <= v_left then
      perform refresh_listing(v_person.organization_id, v_ids, v_person.has_new_words);
      v_left := v_left - cardinality(v_ids);
    else
      insert into server_listing_due as d (organization_id, user_id, has_new_words)
      values (v_person.organization_id, v_person.id, v_person.has_new_words)
      on conflict (organization_id, user_id) do update
        set has_new_words = d.has_new_words or excluded.has_new_words, after = null;
    end if;
  end loop;
  return null;
end
$$;

-- Brings the next 500 servers of somebody who changed up to date. Gives 0 when nobody waits, or another has them.
-- As for counts: nobody's but the organization's whose transaction it is; sweeps are none's.
create function refresh_servers_of_due_people(p_organization_id uuid) returns int
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_due server_listing_due;
  v_ids uuid[];
begin
  if p_organization_id <> current_organization_id() then
    raise exception 'servers of another organization' using errcode = 'insufficient_privilege';
  end if;
  select * into v_due from server_listing_due
    where organization_id = p_organization_id order by user_id limit 1 for update skip locked;
  if not found then
    return 0;
  end if;
  v_ids := list_servers_of_person(p_organization_id, v_due.user_id, v_due.after, 500);
  perform refresh_listing(p_organization_id, v_ids, v_due.has_new_words);
  if cardinality(v_ids) < 500 then
    delete from server_listing_due where organization_id = p_organization_id and user_id = v_due.user_id;
  else
    update server_listing_due set after = v_ids[500]
      where organization_id = p_organization_id and user_id = v_due.user_id;
  end if;
  return greatest(cardinality(v_ids), 1);
end
$$;

revoke all on function list_servers_of_person, refresh_servers_of_due_people from public;
grant execute on function refresh_servers_of_due_people to steward_app;
