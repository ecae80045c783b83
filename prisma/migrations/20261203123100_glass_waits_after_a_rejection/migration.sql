-- Breaking glass does not overrule at once who said no: what was rejected is asked for as usual for a day, by whomever,
-- unless it was approved since.
create function refuse_glass_after_rejection() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
    where r.organization_id = new.organization_id and r.server_id = new.server_id and r.state = 'rejected'
      and r.decided_at > now() - interval '24 hours'
      and (i.tool_id = new.tool_id or i.consumer_id = new.consumer_id)
      and not exists (
        select from grants g
        where g.organization_id = new.organization_id and g.server_id = new.server_id and g.granted_at > r.decided_at
          and g.id <> new.id and (g.tool_id = new.tool_id or g.consumer_id = new.consumer_id))
  ) then
    raise exception 'glass_waits_after_a_rejection: a person rejected this within the last 24 hours'
      using errcode = '23514', constraint = 'glass_waits_after_a_rejection';
  end if;
  return new;
end
$$;
create trigger refuse_glass_after_rejection before insert on grants
  for each row when (new.origin_kind = 'break_glass') execute function refuse_glass_after_rejection();
