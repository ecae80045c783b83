-- 1. A team may be called "none". No team has the empty name, which nothing else can have.
alter table server add constraint server_team_is_named check (team <> '');
create or replace function describe_listed_servers(p_organization_id uuid, p_server_ids uuid[]) returns setof server_listing
  language sql stable
  begin atomic
    select s.organization_id, s.id, s.name, s.registered_at, s.updated_at,
      case when s.state = 'retired' then 'infinity'::date else s.next_review_on end,
      case when s.state = 'retired' then 'infinity'::timestamptz else coalesce(c.soonest, 'infinity'::timestamptz) end,
      coalesce(s.last_seen_at, '-infinity'::timestamptz),
      (8 * coalesce(array_position(enum_range(null::severity), f.worst), 0)
        + coalesce(array_position(enum_range(null::impact), t.gravest), 0))::smallint,
      array(
        select distinct facet from unnest(
          array[
            'environment:' || s.environment, 'state:' || s.state, 'criticality:' || s.criticality,
            'transport:' || s.transport, 'team:' || coalesce(s.team, ''),
            'ownerId:' || coalesce(s.owner_id::text, 'none'),
            case when not o.is_active then 'ownerId:inactive' end,
            'backupOwnerId:' || coalesce(s.backup_owner_id::text, 'none'),
            case when not b.is_active then 'backupOwnerId:inactive' end,
            'serverRoleId:' || coalesce(s.server_role_id::text, 'none'),
            'packageRegistry:' || s.package_registry,
            'severity:' || f.worst,
            case when f.open_count > 0 then 'finding:any' end,
            case when s.state <> 'retired' and s.owner_id is null then 'is:no_owner' end,
            case when s.state <> 'retired' and not o.is_active then 'is:owner_inactive' end,
            case when s.state in ('registered', 'active', 'suspended') and not exists (
              select from revocation_step r where r.organization_id = s.organization_id and r.server_id = s.id
            ) then 'is:no_revocation_path' end,
            case when s.state in ('registered', 'active', 'suspended') and not exists (
              select from campaign r where r.organization_id = s.organization_id and r.server_id = s.id
                and r.state in ('closed', 'signed')
            ) then 'is:unreviewed' end,
            case when 'finding:exceeds_role' = any (f.rules) then 'is:exceeds_role' end
          ] || t.impacts || c.kinds || f.rules
            || array(select 'dataClass:' || data_class from unnest(s.data_classes) data_class)
            || array(select 'tag:' || tag from unnest(s.tags) tag)
            || array(select 'systemId:' || y.system_id from server_system y
                where y.organization_id = s.organization_id and y.server_id = s.id)
        ) facet
        where facet is not null order by facet
      ),
      t.tool_count, t.enabled_count,
      case when s.state = 'active' then t.offered_count else 0 end,
      case when s.state = 'active' then t.enabled_count else 0 end,
      f.open_count, f.counts, coalesce(c.all_expire, false)
    from unnest(p_server_ids) wanted (id)
    join server s on s.organization_id = p_organization_id and s.id = wanted.id
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
    cross join lateral (
      select count(*)::int as tool_count, max(reviewed_impact) as gravest,
        array_agg(distinct 'impact:' || reviewed_impact) as impacts,
        (count(*) filter (where reviewed_impact <> 'reads' and state = 'enabled'))::int as enabled_count,
        (count(*) filter (where reviewed_impact <> 'reads'
          and state in ('discovered', 'pending', 'enabled', 'suspended')))::int as offered_count
      from tool where organization_id = s.organization_id and server_id = s.id and state <> 'removed'
    ) t
    cross join lateral (
      select min(expires_at) as soonest, bool_and(expires_at is not null) as all_expire,
        array_agg(distinct 'credentialKind:' || kind) as kinds
      from credential where organization_id = s.organization_id and server_id = s.id and state = 'active'
    ) c
    cross join lateral (
      select coalesce(sum(n), 0)::int as open_count, max(severity) as worst, array_agg(distinct 'finding:' || rule) as rules,
        coalesce(jsonb_object_agg(rule || '/' || severity, n) filter (where rule is not null), '{}') as counts
      from (
        select rule, severity, count(*) as n from finding
        where organization_id = s.organization_id and server_id = s.id and state = 'open' group by rule, severity
      ) by_rule
    ) f;
  end;

do $$
declare
  batch record;
begin
  for batch in
    select organization_id, array_agg(id) as ids
    from (select organization_id, id, (row_number() over (partition by organization_id order by id)) / 5000 as number
          from server where team is null) numbered
    group by organization_id, number
  loop
    perform refresh_listing(batch.organization_id, batch.ids, false);
    perform fold_server_facets(batch.organization_id);
  end loop;
end
$$;

-- 2. As before, by a range of ids: the differences come and go too fast for statistics, and a join planned for none of
--    them compared tens of thousands with each other. What commits late with a lesser id is taken by the next sweep. And
--    nobody's but the organization's whose transaction it is; sweeps, which go through all of them, are
--    none's.
create or replace function fold_server_facets(p_organization_id uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_last bigint;
  v_folded bigint;
begin
  if p_organization_id <> current_organization_id() then
    raise exception 'counts of another organization' using errcode = 'insufficient_privilege';
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('inventory.facets:' || p_organization_id, 0)) then
    return 0;
  end if;
  select max(id) into v_last from (
    select id from server_facet_delta where organization_id = p_organization_id order by id limit 200000
  ) oldest;
  with taken as (
    delete from server_facet_delta d where d.organization_id = p_organization_id and d.id <= v_last
    returning d.field, d.value, d.delta
  ), folded as (
    insert into server_facet_count as c (organization_id, field, value, count)
    select p_organization_id, field, value, sum(delta) from taken group by field, value having sum(delta) <> 0
    order by field, value
    on conflict (organization_id, field, value) do update set count = c.count + excluded.count
  )
  select count(*) into v_folded from taken;
  delete from server_facet_count where organization_id = p_organization_id and count = 0;
  return v_folded;
end
$$;
