-- What of a grant no longer is as it was approved is said once, here: what suspends it, what lists it, what carries it on
-- and what refuses to resume it all read this.
create view grant_drift with (security_invoker = true) as
  select g.organization_id, g.id as grant_id, g.server_id, g.state, g.expires_at, d.*,
    -- Other than the server's place: what it is, and what the tool is and could do.
    d.is_server_changed or d.is_tool_changed or d.is_tool_removed or d.is_graver or d.is_more_critical
      or d.is_data_added or d.is_scope_gone as is_changed,
    d.is_server_changed or d.is_tool_changed or d.is_tool_removed or d.is_graver or d.is_more_critical
      or d.is_data_added or d.is_scope_gone or d.moved_to is not null as is_drifted
  from grants g
  join server s on s.organization_id = g.organization_id and s.id = g.server_id
  left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
  cross join lateral (
    select g.server_digest <> s.identity_digest as is_server_changed,
      coalesce(g.tool_digest <> t.digest, false) as is_tool_changed,
      coalesce(t.state = 'removed', false) as is_tool_removed,
      -- Where it is by now, where that is stricter than what this was approved for.
      case when s.environment > g.approved_environment then s.environment end as moved_to,
      -- Or access that nobody was asked about, to tools of which one can do more by now than what was given so.
      coalesce(t.reviewed_impact > g.approved_impact, false)
        or g.kind = 'access' and coalesce(g.approved_automatically, false) and exists (
          select from tool e
          where e.organization_id = g.organization_id and e.server_id = g.server_id and e.state = 'enabled'
            and e.reviewed_impact > g.approved_impact
        ) as is_graver,
      coalesce(s.criticality > g.approved_criticality, false) as is_more_critical,
      -- Held by the server itself, or by a system that it reaches (`data_in_reach`, which is not inlined).
      coalesce(not s.data_classes <@ g.approved_data_classes or exists (
        select from server_system l
        join system y on y.organization_id = l.organization_id and y.id = l.system_id
        where l.organization_id = s.organization_id and l.server_id = s.id
          and not y.data_classes <@ g.approved_data_classes), false) as is_data_added,
      g.kind = 'scope' and not exists (
        select from scope p
        where p.organization_id = g.organization_id and p.server_id = g.server_id and p.name = g.scope_name
          and p.system is not distinct from g.scope_system and p.breadth = g.scope_breadth
      ) as is_scope_gone
  ) d;
grant select on grant_drift to steward_app;

-- Resumed is only what a person suspended, what has not ended, and what still is what was approved (product rule 2).
create or replace function refuse_unfit_resume() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.suspended_by_id is distinct from old.suspended_by_id and not (
    old.state = 'active' and new.state = 'suspended'
    or old.state = 'suspended' and new.state = 'active' and new.suspended_by_id is null
  ) then
    raise exception 'suspension_is_whose_it_was: who suspended a grant is never rewritten'
      using errcode = '23514', constraint = 'suspension_is_whose_it_was';
  end if;
  if old.state = 'suspended' and new.state = 'active' and (
    old.suspended_by_id is null
    or old.expires_at <= now()
    or exists (
      select from grant_drift d
      where d.organization_id = old.organization_id and d.grant_id = old.id and d.is_drifted
    )
    or exists (
      select from consumer c
      where c.organization_id = old.organization_id and c.id = old.consumer_id and c.deactivated_at is not null
    )
  ) then
    raise exception 'only_what_was_approved_resumes: a grant resumes only as it was approved'
      using errcode = '23514', constraint = 'only_what_was_approved_resumes';
  end if;
  return new;
end
$$;
