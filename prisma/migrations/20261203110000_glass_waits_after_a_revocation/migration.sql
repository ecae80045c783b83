-- Breaking glass does not take back at once what a person ended: for 24 hours it is asked for as usual, by whomever. From
-- then on it may be broken for, and its page says who ended it and why.
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
  -- What a person ended is asked for as usual for a day: whoever said no to it is heard before it is back.
  if tg_op = 'INSERT' and exists (
    select from (
      select g.id, g.state, g.revoked_at
      from grants g
      where g.organization_id = new.organization_id and g.server_id = new.server_id and g.kind = new.kind
        and g.tool_id is not distinct from new.tool_id and g.consumer_id is not distinct from new.consumer_id
      order by g.granted_at desc, g.id desc limit 1
    ) latest
    cross join lateral audit_sequences_of_server(
      new.server_id, 'grant.revoked', null, latest.revoked_at, null, null, 2147483647) as found(sequence)
    join audit_event e on e.organization_id = new.organization_id and e.sequence = found.sequence
      and e.subject_id = latest.id
    where latest.state = 'revoked' and latest.revoked_at > now() - interval '24 hours' and e.actor_kind = 'person'
      and e.detail ->> 'cause' in ('person', 'review', 'rejection', 'break_glass')
  ) then
    raise exception 'glass_waits_after_a_revocation: a person ended this within the last 24 hours'
      using errcode = '23514', constraint = 'glass_waits_after_a_revocation';
  end if;
  return new;
end
$$;
