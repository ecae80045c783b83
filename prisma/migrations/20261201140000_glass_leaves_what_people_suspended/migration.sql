-- Breaking glass goes around approvals, never around a person who suspended something: what they cut off comes back when
-- they or an administrator resume it, or when it is approved again.
create or replace function refuse_unfit_glass_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from break_glass b
    join request r on r.organization_id = b.organization_id and r.id = b.request_id
      and r.state in ('approved', 'applied') and r.server_id = new.server_id
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
      and i.kind::text = new.kind::text and i.tool_id is not distinct from new.tool_id
      and i.tool_digest is not distinct from new.tool_digest
      and i.consumer_id is not distinct from new.consumer_id and i.server_digest = new.server_digest
    where b.organization_id = new.organization_id and b.request_id = new.request_id and b.state = 'open'
      and new.expires_at <= b.ends_at and b.ends_at > now()
  ) then
    raise exception 'glass_grant_is_bound: a grant of broken glass is for what was asked, for a day at most'
      using errcode = '23514', constraint = 'glass_grant_is_bound';
  end if;
  -- The last one of the same thing, ended or not: ending what somebody suspended is no way around them.
  if tg_op = 'INSERT' and (
    select g.suspended_by_id is not null
    from grants g
    where g.organization_id = new.organization_id and g.server_id = new.server_id and g.kind = new.kind
      and g.tool_id is not distinct from new.tool_id and g.consumer_id is not distinct from new.consumer_id
    order by g.granted_at desc, g.id desc limit 1
  ) then
    raise exception 'glass_leaves_what_people_suspended: glass is not broken through what a person suspended'
      using errcode = '23514', constraint = 'glass_leaves_what_people_suspended';
  end if;
  return new;
end
$$;
