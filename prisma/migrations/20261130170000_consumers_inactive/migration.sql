-- A consumer that was put out of use: when, and why. Every decision about it is no, whatever was granted.
alter table consumer add column deactivated_at timestamptz(3), add column deactivate_reason text,
  add constraint consumer_deactivation_is_whole check ((deactivated_at is null) = (deactivate_reason is null));

-- Nothing is asked or granted for one that is out of use. Its row is held, so that granting and deactivating come one
-- after the other: a grant is either there to be ended, or refused.
create function refuse_inactive_consumer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from consumer c
    where c.organization_id = new.organization_id and c.id = new.consumer_id and c.deactivated_at is null
    for share;
  if not found then
    raise exception 'consumer_is_active: nothing is asked or granted for a consumer that is inactive'
      using errcode = '23514', constraint = 'consumer_is_active';
  end if;
  return new;
end
$$;
create trigger refuse_inactive_consumer before insert on request_item
  for each row when (new.consumer_id is not null) execute function refuse_inactive_consumer();
create trigger refuse_inactive_consumer before insert on grants
  for each row when (new.consumer_id is not null) execute function refuse_inactive_consumer();
