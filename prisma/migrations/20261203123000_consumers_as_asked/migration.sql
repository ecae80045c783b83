-- 1. Who is let in is what it was called, and what kind it was, when it was asked: kept by the database alone.
alter table request_item add column consumer_name text, add column consumer_kind consumer_kind;
alter table request_item disable trigger user;
update request_item i set consumer_name = c.name, consumer_kind = c.kind
from consumer c, request r
where c.organization_id = i.organization_id and c.id = i.consumer_id
  and r.organization_id = i.organization_id and r.id = i.request_id and r.state = 'pending';
alter table request_item enable trigger user;

create function keep_consumer_as_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  select c.name, c.kind into new.consumer_name, new.consumer_kind
    from consumer c where c.organization_id = new.organization_id and c.id = new.consumer_id;
  return new;
end
$$;
create trigger keep_consumer_as_asked before insert on request_item
  for each row execute function keep_consumer_as_asked();

-- An answer is for what was seen: nothing is granted to a consumer that has become another since.
create function refuse_consumer_unlike_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request_item i
    join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
    where i.organization_id = new.organization_id and i.request_id = new.request_id and i.consumer_id = new.consumer_id
      and (i.consumer_name <> c.name or i.consumer_kind <> c.kind)
  ) then
    raise exception 'access_is_for_who_was_asked_for: the consumer was changed after this was asked'
      using errcode = '23514', constraint = 'access_is_for_who_was_asked_for';
  end if;
  return new;
end
$$;
create trigger refuse_consumer_unlike_asked before insert on grants
  for each row when (new.kind = 'access' and new.request_id is not null)
  execute function refuse_consumer_unlike_asked();

-- 2. What was let in as an application does not become an agent: its access is ended first, and asked for anew.
create function refuse_other_kind_with_access() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from grants g
    where g.organization_id = new.organization_id and g.consumer_id = new.id and g.state <> 'revoked'
      and g.expires_at > now()
  ) then
    raise exception 'access_is_for_its_kind: a consumer with access stays of its kind'
      using errcode = '23514', constraint = 'access_is_for_its_kind';
  end if;
  return new;
end
$$;
create trigger refuse_other_kind_with_access before update of kind on consumer
  for each row when (new.kind <> old.kind) execute function refuse_other_kind_with_access();
