-- 1. Who suspended a grant, where a person did. What Steward suspended comes back through an approval only.
alter table grants add column suspended_by_id uuid;
alter table grants add constraint grants_organization_id_suspended_by_id_fkey
  foreign key (organization_id, suspended_by_id) references users (organization_id, id)
  on delete restrict on update cascade;
grant update (suspended_by_id) on grants to steward_app;

-- Resumed is only what a person suspended, what has not ended, and what still is what was approved (product rule 2).
create function refuse_unfit_resume() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
      select from server s
      where s.organization_id = old.organization_id and s.id = old.server_id
        and (s.identity_digest <> old.server_digest
          or s.environment = 'production' and old.approved_environment <> 'production')
    )
    or exists (
      select from tool t
      where t.organization_id = old.organization_id and t.id = old.tool_id
        and (t.digest <> old.tool_digest or t.state = 'removed' or t.reviewed_impact > old.approved_impact)
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
create trigger refuse_unfit_resume before update of state, suspended_by_id on grants
  for each row execute function refuse_unfit_resume();

-- 2. The list of all grants, with what it is filtered by. The view reads with its owner's rights and filters by the
-- organization itself: comparing a state is not leakproof, so the tables' own row-level security would keep the indexes
-- below from use. Joins of which nothing is asked are left out by the planner.
create view listed_grant as
  select g.id, g.organization_id, g.kind, g.server_id, g.consumer_id, g.state, g.origin_kind, g.granted_at, g.expires_at,
    coalesce(t.reviewed_impact, g.approved_impact) as impact, s.environment, s.owner_id, s.backup_owner_id,
    lower(s.name) as server_key, lower(t.name) as tool_key, lower(p.name) as scope_key, lower(c.name) as consumer_key
  from grants g
  left join server s on s.organization_id = g.organization_id and s.id = g.server_id
  left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
  left join scope p on p.organization_id = g.organization_id and p.id = g.scope_id
  left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
  where g.organization_id = (select current_organization_id());
grant select on listed_grant to steward_app;

create index grants_organization_id_state_expires_at_id_idx on grants (organization_id, state, expires_at, id);
create index grants_organization_id_state_granted_at_id_idx on grants (organization_id, state, granted_at, id);
create index grants_organization_id_server_id_expires_at_id_idx on grants (organization_id, server_id, expires_at, id);
create index grants_organization_id_consumer_id_expires_at_id_idx
  on grants (organization_id, consumer_id, expires_at, id);
