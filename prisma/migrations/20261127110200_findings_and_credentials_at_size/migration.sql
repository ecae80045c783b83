-- The same as before, joined by key to what is there: a plan that was made for one server is good for ten thousand.
-- Loads begin on empty tables, and a plan made then would read them whole once they are full: hence the setting.
create or replace function refresh_listing(p_organization_id uuid, p_server_ids uuid[], p_has_new_words boolean)
  returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  perform from server_listing
    where organization_id = p_organization_id and server_id = any (p_server_ids) order by server_id for update;

  with changed as materialized (
    select f as fresh, b as before
    from describe_listed_servers(p_organization_id, p_server_ids) f
    left join server_listing b on b.organization_id = p_organization_id and b.server_id = f.server_id
    where b is distinct from f
  ), written as (
    insert into server_listing as l
    select (c.fresh).* from changed c
    on conflict (organization_id, server_id) do update set
      name = excluded.name, registered_at = excluded.registered_at, updated_at = excluded.updated_at,
      next_review_on = excluded.next_review_on, soonest_expiry = excluded.soonest_expiry,
      last_seen_at = excluded.last_seen_at, risk = excluded.risk, facets = excluded.facets,
      tool_count = excluded.tool_count, enabled_high_impact_count = excluded.enabled_high_impact_count,
      offered_high_impact_count = excluded.offered_high_impact_count,
      approved_high_impact_count = excluded.approved_high_impact_count,
      open_finding_count = excluded.open_finding_count, finding_counts = excluded.finding_counts,
      credentials_all_expire = excluded.credentials_all_expire
  )
  insert into server_facet_delta (organization_id, field, value, delta)
  select p_organization_id, field, value, sum(weight)
  from (
    select t.field, t.value, t.weight from changed c cross join tally_listed_server(c.fresh) t
    union all
    select t.field, t.value, -t.weight from changed c cross join tally_listed_server(c.before) t
    where (c.before).server_id is not null
  ) change
  group by field, value having sum(weight) <> 0;

  if not p_has_new_words then
    return;
  end if;
  with changed as materialized (
    select f as fresh, b as before
    from word_listed_servers(p_organization_id, p_server_ids) f
    left join server_search b on b.organization_id = p_organization_id and b.server_id = f.server_id
    where b.document is distinct from f.document
  ), written as (
    insert into server_search as d
    select (c.fresh).* from changed c
    on conflict (organization_id, server_id) do update set document = excluded.document
  )
  insert into server_facet_delta (organization_id, field, value, delta)
  select p_organization_id, 'word', word, sum(weight)
  from (
    select word, 1 as weight from changed c cross join unnest(tsvector_to_array((c.fresh).document)) word
    union all
    select word, -1 from changed c cross join unnest(tsvector_to_array((c.before).document)) word
  ) change
  -- Long numbers are names, not words: nobody mistypes them, and there may be one for each server.
  group by word having sum(weight) <> 0 and length(word) between 2 and 40 and word !~ '[0-9]{5}';
end
$$;

-- Credentials by their end, those in force only.
create index credential_active_by_expiry on credential (organization_id, expires_at, id) where state = 'active';

-- Findings by everything their list is filtered by, through a view with its owner's rights: comparing enums is not
-- leakproof (docs/decisions/0001-row-level-security.md).
create view listed_finding as
  select * from finding where organization_id = (select current_organization_id());
grant select on listed_finding to steward_app;
create index finding_open_by_rule on finding (organization_id, rule, severity, opened_at, id) where state = 'open';
create index finding_waived_by_severity on finding (organization_id, severity, opened_at, id) where state = 'waived';
create index finding_resolved_by_severity on finding (organization_id, severity, opened_at, id)
  where state = 'resolved';
