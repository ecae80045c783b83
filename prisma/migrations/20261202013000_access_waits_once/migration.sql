-- Access alone waits in one request at a time: what the opening of requests refuses, whoever goes past it. Looked at when
-- the transaction ends, since a request that takes another's place, or that broken glass puts in force, ends in the same one.
create function refuse_access_asked_twice() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request;
begin
  select * into asked from request r where r.organization_id = new.organization_id and r.id = new.request_id;
  if asked.kind <> 'give_access' or asked.state <> 'pending' then
    return null;
  end if;
  -- Of two at once the second waits here until the first is there to be seen.
  perform pg_advisory_xact_lock(hashtextextended(
    'access-asked:' || new.organization_id || asked.server_id || new.consumer_id, 0));
  if exists (
    select from request_item i
    join request r on r.organization_id = i.organization_id and r.id = i.request_id
    where i.organization_id = new.organization_id and i.consumer_id = new.consumer_id and i.request_id <> new.request_id
      and r.kind = 'give_access' and r.state = 'pending' and r.server_id = asked.server_id
  ) then
    raise exception 'access_waits_once: this access waits for a decision already'
      using errcode = '23514', constraint = 'access_waits_once';
  end if;
  return null;
end $$;

create constraint trigger request_item_access_waits_once after insert on request_item
  deferrable initially deferred for each row when (new.consumer_id is not null)
  execute function refuse_access_asked_twice();
