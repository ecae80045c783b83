-- When each server was last reviewed, by which review, and when it is due again: see docs/decisions/0014-review-clock.md.

-- 1. How often, as the policy in force says: one row for each organization, made from its document by the database.
create table review_clock (
  organization_id uuid not null,
  -- Days between two reviews, by environment, criticality and gravest enabled impact: "production/high/none".
  days jsonb not null,
  -- The same before the policy last changed: whoever chose a sooner day than that keeps it.
  former_days jsonb not null,
  warn_days smallint not null,
  -- High-impact grants of a server overdue by so many days are suspended; never when null.
  suspend_after_days smallint,
  -- The version of the policy it was made from, 0 for the starting one.
  policy_number integer not null,
  constraint review_clock_pkey primary key (organization_id),
  constraint review_clock_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade
);
alter table review_clock enable row level security;
create policy tenant on review_clock using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on review_clock to steward_app;

-- STARTING_CADENCE of lib/policy/approval/review-terms.ts; a test compares them.
create function starting_review_cadence() returns jsonb language sql immutable set search_path = pg_catalog, public, pg_temp
return '{"rules": [
  {"id": "critical-in-production", "when": {"environments": ["production"], "impacts": [], "criticalities": ["critical"]}, "everyDays": 45},
  {"id": "production", "when": {"environments": ["production"], "impacts": [], "criticalities": []}, "everyDays": 90},
  {"id": "critical-in-staging", "when": {"environments": ["staging"], "impacts": [], "criticalities": ["critical"]}, "everyDays": 90},
  {"id": "staging", "when": {"environments": ["staging"], "impacts": [], "criticalities": []}, "everyDays": 180},
  {"id": "regulated", "when": {"environments": [], "impacts": ["regulated"], "criticalities": []}, "everyDays": 180},
  {"id": "critical", "when": {"environments": [], "impacts": [], "criticalities": ["critical"]}, "everyDays": 182},
  {"id": "everything-else", "when": {"environments": [], "impacts": [], "criticalities": []}, "everyDays": 365}
], "warnDays": 14, "suspendAfterDays": null}'::jsonb;

-- The first rule that fits, for everything that a cadence tells apart.
create function review_days_of_cadence(p_cadence jsonb) returns jsonb language sql immutable
set search_path = pg_catalog, public, pg_temp
return (
  select jsonb_object_agg(e || '/' || c || '/' || i, (
    select (r.rule ->> 'everyDays')::int
    from jsonb_array_elements(p_cadence -> 'rules') with ordinality r(rule, place)
    where (r.rule #> '{when,environments}' = '[]' or r.rule #> '{when,environments}' ? e)
      and (r.rule #> '{when,criticalities}' = '[]' or r.rule #> '{when,criticalities}' ? c)
      and (r.rule #> '{when,impacts}' = '[]' or r.rule #> '{when,impacts}' ? i)
    order by r.place limit 1))
  from unnest(enum_range(null::environment)::text[]) e
  cross join unnest(enum_range(null::criticality)::text[]) c
  cross join unnest(array['none'] || enum_range(null::impact)::text[]) i
);

create function keep_review_clock(p_organization_id uuid, p_cadence jsonb, p_number integer) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into review_clock as k (organization_id, days, former_days, warn_days, suspend_after_days, policy_number)
  select p_organization_id, d.days, d.days, (p_cadence ->> 'warnDays')::smallint,
    (p_cadence ->> 'suspendAfterDays')::smallint, p_number
  from (select review_days_of_cadence(p_cadence) as days) d
  on conflict (organization_id) do update set days = excluded.days, former_days = k.days,
    warn_days = excluded.warn_days, suspend_after_days = excluded.suspend_after_days, policy_number = excluded.policy_number
$$;
revoke all on function keep_review_clock(uuid, jsonb, integer) from public;

create function set_review_clock() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_table_name = 'organization' then
    perform keep_review_clock(new.id, starting_review_cadence(), 0);
  else
    perform keep_review_clock(new.organization_id,
      coalesce(new.document -> 'reviewCadence', starting_review_cadence()), new.number);
  end if;
  return null;
end
$$;
create trigger set_review_clock after insert on organization for each row execute function set_review_clock();
create trigger set_review_clock after update on policy_version for each row
  when (new.state = 'active' and old.state <> 'active') execute function set_review_clock();

do $$
begin
  perform keep_review_clock(o.id, coalesce(v.document -> 'reviewCadence', starting_review_cadence()), coalesce(v.number, 0))
  from organization o
  left join policy_version v on v.organization_id = o.id and v.state = 'active';
end
$$;

-- 2. When it was, and which review it was.
alter table server
  add column last_reviewed_on date,
  add column last_review_id uuid,
  -- The due day that its owner was warned of.
  add column review_warned_for date,
  add constraint server_was_reviewed_by_a_review check ((last_reviewed_on is null) = (last_review_id is null)),
  add constraint server_last_review_fkey foreign key (organization_id, last_review_id)
    references campaign (organization_id, id) on delete restrict on update cascade;
create index server_organization_id_last_review_id_idx on server (organization_id, last_review_id);

alter table server disable trigger user;
update server s set last_reviewed_on = r.day, last_review_id = r.id
from (
  select distinct on (c.organization_id, c.server_id) c.organization_id, c.server_id, c.id,
    (c.closed_at at time zone 'UTC')::date as day
  from campaign c where c.server_id is not null and c.state in ('closed', 'signed')
  order by c.organization_id, c.server_id, c.closed_at desc
) r
where r.organization_id = s.organization_id and r.server_id = s.id;
alter table server enable trigger user;

-- Days between two reviews of such a server, by its gravest enabled tool.
create function review_days(p_organization_id uuid, p_server_id uuid, p_environment environment, p_criticality criticality)
returns integer language sql stable
return (
  select (k.days ->> (p_environment || '/' || p_criticality || '/' || coalesce((
    select max(t.reviewed_impact) from tool t
    where t.organization_id = p_organization_id and t.server_id = p_server_id and t.state = 'enabled')::text, 'none')))::int
  from review_clock k where k.organization_id = p_organization_id
);

-- Only a review says that a server was reviewed; and the next is never later than the policy asks, counted from the last,
-- or from when it was registered.
create function refuse_postponed_review() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if current_user = 'steward_app' then
      raise exception 'only_a_review_reviews: a server is reviewed by a review that closed'
        using errcode = '23514', constraint = 'only_a_review_reviews';
    end if;
    return new;
  end if;
  if current_user = 'steward_app' and (
    (new.last_reviewed_on, new.last_review_id) is distinct from (old.last_reviewed_on, old.last_review_id)
    or new.registered_at > old.registered_at
  ) then
    raise exception 'only_a_review_reviews: a server is reviewed by a review that closed'
      using errcode = '23514', constraint = 'only_a_review_reviews';
  end if;
  if new.next_review_on > old.next_review_on and new.next_review_on
    > coalesce(new.last_reviewed_on, (new.registered_at at time zone 'UTC')::date)
      + coalesce(review_days(new.organization_id, new.id, new.environment, new.criticality), 0) then
    raise exception 'only_a_review_postpones_the_next: the policy asks for a review sooner'
      using errcode = '23514', constraint = 'only_a_review_postpones_the_next';
  end if;
  return new;
end
$$;
create trigger refuse_unheld_review before insert on server for each row
  when (new.last_reviewed_on is not null or new.last_review_id is not null) execute function refuse_postponed_review();
create trigger refuse_postponed_review before update on server for each row
  when (new.next_review_on > old.next_review_on or new.registered_at > old.registered_at
    or (new.last_reviewed_on, new.last_review_id) is distinct from (old.last_reviewed_on, old.last_review_id))
  execute function refuse_postponed_review();

-- Whether a review asks about all that its servers were granted: one that leaves out what is young or used, or only looks at
-- credentials, is not the review that the policy asks for.
create function reviews_whole_servers(p_definition jsonb) returns boolean language sql immutable
set search_path = pg_catalog, public, pg_temp
return p_definition -> 'subjects' ?& array['tool', 'scope', 'access']
  and coalesce(p_definition #> '{scope,grantedWithinDays}', 'null') = 'null'
  and coalesce(p_definition #> '{scope,unusedForDays}', 'null') = 'null';

-- Notes on the servers of a closed review, a stretch of its items at a time, that they were reviewed: those of which every
-- item was answered, or had ended before it closed. Gives which, and where the stretch ends (null at the end).
create function mark_servers_reviewed(p_campaign_id uuid, p_after integer, p_rows integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  review campaign%rowtype;
  review_day date;
  -- Before it, what is not needed had ended; since, it may be that nobody answered.
  closing_at timestamptz;
  stretch_end integer;
  stretch_rows integer;
  last_server uuid;
  marked jsonb;
begin
  select * into review from campaign c where c.organization_id = org and c.id = p_campaign_id and c.state in ('closed', 'signed');
  if not found or not reviews_whole_servers(review.definition) then
    return '{"end": null, "servers": []}';
  end if;
  closing_at := coalesce((to_jsonb(review) ->> 'closing_at')::timestamptz, review.closed_at);
  review_day := (review.closed_at at time zone 'UTC')::date;
  select max(i.position), count(*) into stretch_end, stretch_rows from (
    select position from campaign_item
    where organization_id = org and campaign_id = p_campaign_id and position > p_after order by position limit p_rows
  ) i;
  if stretch_rows < p_rows then
    stretch_end := null;
  else
    -- Items are in the order of servers; the last one's go with it.
    select i.server_id into last_server from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position = stretch_end;
    select i.position - 1 into stretch_end from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > stretch_end and i.server_id <> last_server
    order by i.position limit 1;
  end if;
  with reviewed as (
    select i.server_id from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > p_after
      and (stretch_end is null or i.position <= stretch_end)
    group by i.server_id
    having bool_and(i.decision <> 'undecided' or i.outcome = 'not_needed' and i.outcome_at < closing_at)
  ), held as (
    select s.id from server s join reviewed r on r.server_id = s.id
    where s.organization_id = org and s.state not in ('revoked', 'retired')
      and (s.last_reviewed_on is null or s.last_reviewed_on < review_day)
    order by s.id for no key update of s
  ), written as (
    update server s set last_reviewed_on = review_day, last_review_id = review.id,
      next_review_on = review_day + review_days(org, s.id, s.environment, s.criticality)
    from held h where s.organization_id = org and s.id = h.id
    returning s.id, s.name, s.next_review_on
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'nextReviewOn', w.next_review_on) order by w.id), '[]')
  into marked from written w;
  return jsonb_build_object('end', stretch_end, 'servers', marked);
end
$$;
revoke all on function mark_servers_reviewed(uuid, integer, integer) from public;
grant execute on function mark_servers_reviewed(uuid, integer, integer) to steward_app;

-- 3. The servers list shows and filters by the last review, and knows of every review, not only those of one server.
alter table server_listing add column last_reviewed_on date not null default '-infinity';
create or replace view listed_server as
  select * from server_listing where organization_id = (select current_organization_id());
create or replace view server_by_facet as
  select * from server_listing where organization_id is not distinct from (select current_organization_id());

create or replace function describe_listed_servers(p_organization_id uuid, p_server_ids uuid[]) returns setof server_listing
  language sql stable
  begin atomic
    select s.organization_id, s.id, s.name, s.registered_at, s.updated_at,
      case when s.state in ('revoked', 'retired') then 'infinity'::date else s.next_review_on end,
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
            case when s.state in ('registered', 'active', 'suspended') and s.last_reviewed_on is null
              then 'is:unreviewed' end,
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
      f.open_count, f.counts, coalesce(c.all_expire, false), coalesce(s.last_reviewed_on, '-infinity'::date)
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
      credentials_all_expire = excluded.credentials_all_expire, last_reviewed_on = excluded.last_reviewed_on
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

create index server_listing_organization_id_last_reviewed_on_server_id_idx
  on server_listing (organization_id, last_reviewed_on, server_id);

do $$
begin
  perform refresh_listing(organization_id, array_agg(id), false) from server
    where last_reviewed_on is not null or state = 'revoked' group by organization_id;
end
$$;
