-- What reviews say is compared with what is on record, whoever writes it: what was carried on has not ended, what opens by
-- itself asks what its schedule or its terms say, an item is opened by who may answer it and before it is answered, and a
-- stage lasts as long as it was defined to.

-- 1. What stands in the place of grants: each with whatever began in the very moment in which it ended (an extension, a move
-- to production, a renewal, broken glass), what took the place of that, and itself.
create index grants_organization_id_server_id_granted_at_idx on grants (organization_id, server_id, granted_at);
create function grant_line(p_organization_id uuid, p_grant_ids uuid[]) returns table (origin uuid, id uuid)
language sql stable as $$
  with recursive line as (
    select g.id as origin, g.server_id, g.kind, g.tool_id, g.consumer_id, g.scope_name, g.id, g.revoked_at
    from grants g where g.organization_id = p_organization_id and g.id = any (p_grant_ids)
    union
    select l.origin, n.server_id, n.kind, n.tool_id, n.consumer_id, n.scope_name, n.id, n.revoked_at
    from line l
    join grants n on n.organization_id = p_organization_id and n.server_id = l.server_id and n.granted_at = l.revoked_at
      and n.kind = l.kind and n.tool_id is not distinct from l.tool_id and n.consumer_id is not distinct from l.consumer_id
      and n.scope_name is not distinct from l.scope_name and n.id <> l.id
  )
  select l.origin, l.id from line l
$$;

-- As before, and what was carried on or replaced goes on in what stands in its place.
create or replace function review_thing_ended(p_organization_id uuid, p_kind review_subject, p_subject_id uuid) returns boolean
language sql stable as $$
  select case p_kind
    when 'credential' then exists (
      select from credential c where c.organization_id = p_organization_id and c.id = p_subject_id and c.state = 'revoked')
    when 'server' then exists (
      select from server s where s.organization_id = p_organization_id and s.id = p_subject_id and s.state in ('revoked', 'retired'))
    else not exists (
      select from grant_line(p_organization_id, array[p_subject_id]) l
      join grants g on g.organization_id = p_organization_id and g.id = l.id and g.state <> 'revoked')
  end
$$;

-- 2. What nobody answered for in a review, and what stands in the place of that by now.
create function review_unanswered_things(p_organization_id uuid, p_campaign_id uuid) returns setof uuid language sql stable as $$
  with unanswered as (
    select i.subject_id, i.subject_kind from campaign_item i
    where i.organization_id = p_organization_id and i.campaign_id = p_campaign_id and i.decision = 'undecided'
  )
  select subject_id from unanswered where subject_kind in ('server', 'credential')
  union
  select l.id from grant_line(p_organization_id,
    array(select subject_id from unanswered where subject_kind not in ('server', 'credential'))) l
$$;

-- As before, and what nobody answered is asked again in whatever stands in its place.
create or replace function stage_campaign_items(p_campaign_id uuid, p_server_ids uuid[], p_now timestamptz, p_stale_before timestamptz)
returns table (count bigint, hash text, summary jsonb) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set work_mem = '256MB' set jit = off
-- What a list sets for its own questions is not for a statement over everything.
set enable_nestloop = off set enable_hashjoin = on set enable_mergejoin = on set enable_seqscan = on
as $$
declare
  org uuid := current_organization_id();
  doc jsonb;
  subjects text[];
  kinds grant_kind[];
  granted_since timestamptz;
  unused_since timestamptz;
  unanswered_in uuid;
  -- An item's id is its position behind the time and the chance of one UUIDv7 (RFC 9562, section 6.2, method 1).
  id_prefix text := left(replace(uuidv7()::text, '-', ''), 24);
begin
  select c.definition into doc from campaign c
    where c.organization_id = org and c.id = p_campaign_id and c.state = 'draft' for update;
  if doc is null then
    raise exception 'only_drafts_are_staged: this review is not a draft' using errcode = '23514', constraint = 'only_drafts_are_staged';
  end if;
  subjects := array(select jsonb_array_elements_text(doc -> 'subjects'));
  kinds := array(select k::grant_kind from unnest(subjects) k where k in ('access', 'scope', 'tool'));
  granted_since := p_now - make_interval(days => (doc #>> '{scope,grantedWithinDays}')::int);
  unused_since := p_now - make_interval(days => (doc #>> '{scope,unusedForDays}')::int);
  unanswered_in := (doc #>> '{scope,unansweredIn}')::uuid;
  delete from campaign_tally t where t.organization_id = org and t.campaign_id = p_campaign_id;
  delete from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id;

  drop table if exists pg_temp.review_server, pg_temp.review_consumer, pg_temp.review_tool_use, pg_temp.review_finding,
    pg_temp.review_unanswered;
  execute format($sql$
    create temp table review_server on commit drop as
    select s.id, row_number() over (order by s.slug collate "C", s.id)::int as rank, s.name, coalesce(s.team, '') as team,
      s.environment, s.criticality,
      s.criticality in ('high', 'critical') or (s.environment = 'production' and s.data_classes && array['pii', 'phi', 'pci', 'financial', 'credentials']) as is_sensitive,
      (select max(t.reviewed_impact) from tool t where t.organization_id = s.organization_id and t.server_id = s.id
        and t.state = 'enabled') as gravest_enabled,
      ',"server":' || row_to_json(row(s.criticality::text, s.environment::text, s.id, s.name, s.slug, s.team)::review_fact_server)
        || ',"state":"' as facts,
      %s as candidates,
      exists (select from tool t join tool_use u on u.organization_id = t.organization_id and u.tool_id = t.id
        where t.organization_id = s.organization_id and t.server_id = s.id) as is_use_known,
      s.last_introspected_at
    from server s
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
    left join users m on m.organization_id = s.organization_id and m.id = o.manager_id
    where s.organization_id = %L and s.state in ('registered', 'active', 'suspended') %s
  $sql$,
    review_candidates(org, (doc #> '{stages,0,reviewers}') || jsonb_build_array(doc -> 'fallback')), org,
    case when p_server_ids is null then '' else 'and s.id = any ($1)' end) using p_server_ids;
  analyze review_server;

  create temp table review_consumer on commit drop as
  select c.id, c.name, c.owner_id,
    '{"about":null,"consumer":' || row_to_json(row(c.id, c.kind::text, c.name, c.owner_id)::review_fact_consumer)
      || ',"credential":null,"expiresAt":' as facts,
    '","kind":"access","name":' || to_json(c.name) || ',"recommendation":{"answer":' as named
  from consumer c where c.organization_id = org and 'access' = any (subjects);
  analyze review_consumer;

  create temp table review_tool_use on commit drop as
  select t.server_id, coalesce(u.tool_id, u.consumer_id) as thing_id, sum(u.allowed)::bigint as count,
    max(u.last_allowed_at) as last_used_at
  from tool_use u join tool t on t.organization_id = u.organization_id and t.id = u.tool_id
  where u.organization_id = org and t.server_id in (select id from review_server)
  group by grouping sets ((t.server_id, u.tool_id), (t.server_id, u.consumer_id));
  analyze review_tool_use;

  -- Of a server itself the key is "server", else a part's id.
  create temp table review_finding on commit drop as
  select f.server_id, case when f.subject_key = 'server' then f.server_id else f.subject_key::uuid end as thing_id,
    row_to_json(row(array_agg(f.rule order by f.rule), max(f.severity)::text)::review_fact_finding)::text as facts,
    max(f.severity) as severity
  from finding f
  where f.organization_id = org and f.state = 'open' and f.server_id in (select id from review_server)
    and (f.subject_key = 'server' or f.subject_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
  group by f.server_id, f.subject_key;
  analyze review_finding;

  -- What nobody answered for in a review that is over, and is asked about again.
  create temp table review_unanswered on commit drop as
  select t as subject_id from review_unanswered_things(org, unanswered_in) t;
  analyze review_unanswered;

  insert into campaign_item (organization_id, id, campaign_id, position, subject_kind, subject_id, server_id, server_name,
    team, risk, recommended, reviewer_id, facts, facts_hash, decision)
  select org, (id_prefix || to_hex(268435456 + z.position))::uuid, p_campaign_id, z.position, z.subject_kind, z.subject_id,
    z.server_id, z.server_name, z.team, z.risk, z.recommended,
    case
      when z.gainer_id is null or z.candidates[1] is distinct from z.gainer_id then z.candidates[1]
      when z.candidates[2] is distinct from z.gainer_id then z.candidates[2]
      else (select c from unnest(z.candidates) c where c <> z.gainer_id limit 1)
    end,
    z.facts::json, sha256(convert_to(z.facts, 'UTF8')), 'undecided'
  from (
    select x.position, x.subject_kind, x.subject_id, s.id as server_id, s.name as server_name, s.team, x.risk, x.recommended,
      k.owner_id as gainer_id, s.candidates,
      coalesce(k.facts, '{"about":' || coalesce(x.about, 'null') || ',"consumer":null,"credential":'
          || coalesce(x.credential, 'null') || ',"expiresAt":')
        || coalesce('"' || review_instant(x.expires_at) || '"', 'null')
        || coalesce(',"findings":' || x.findings || ',"grantedAt":"', ',"findings":null,"grantedAt":"')
        || review_instant(x.granted_at) || '","id":"' || x.subject_id
        || coalesce(k.named, '","kind":"' || x.subject_kind || '","name":' || to_json(x.name) || ',"recommendation":{"answer":')
        || case when x.recommended = 'keep' and x.reasons = '' then '"keep","reasons":[]}'
          else coalesce('"' || x.recommended || '"', 'null') || ',"reasons":[' || x.reasons || ']}' end
        || coalesce(x.why, ',"request":null,"scope":null')
        || s.facts || x.state
        || coalesce(x.used, '","tool":null,"use":null}') as facts
    from (
      select y.*, row_number() over (order by y.rank, y.subject_kind, y.name collate "C", y.subject_id)::int as position
      from (
        -- Servers as such.
        select s.rank, 'server'::review_subject as subject_kind, s.id as subject_id, s.name, null::uuid as consumer_id,
          case when s.criticality in ('high', 'critical') then 'high' when s.environment = 'production' then 'medium' else 'low'
          end::review_risk as risk,
          row_to_json(row(v.backup_owner_id, v.data_classes, review_instant(v.last_introspected_at), v.owner_id, v.purpose,
            (select count(*)::int from revocation_step p where p.organization_id = org and p.server_id = s.id),
            (select r.slug from server_role r where r.organization_id = org and r.id = v.server_role_id),
            v.state::text)::review_fact_about)::text as about,
          null::text as credential, null::timestamptz as expires_at, f.facts as findings, v.registered_at as granted_at,
          case when v.backup_owner_id is null or f.severity >= 'high' or v.last_seen_at < p_now - interval '90 days'
            then null else 'keep' end::item_decision as recommended,
          concat_ws(',', case when v.backup_owner_id is null then '"no_backup_owner"' end,
            case when v.last_seen_at < p_now - interval '90 days' then '"not_seen_90_days"' end,
            case when f.severity >= 'high' then '"grave_finding"' end) as reasons,
          null::text as why, v.state::text as state, null::text as used
        from review_server s
        join server v on v.organization_id = org and v.id = s.id
        left join review_finding f on f.server_id = s.id and f.thing_id = s.id
        where 'server' = any (subjects) and unused_since is null
          and (granted_since is null or v.registered_at >= granted_since)
          and (unanswered_in is null or s.id in (select subject_id from review_unanswered))
        union all
        -- Credentials in use.
        select s.rank, 'credential', c.id, c.name, null,
          case when c.expires_at is null or c.expires_at < p_now or c.kind in ('static_bearer', 'password') then 'high'
            when s.environment = 'production' or c.kind in ('api_key', 'personal_access_token') then 'medium' else 'low' end::review_risk,
          null,
          row_to_json(row(review_instant(c.expires_at), c.id, review_instant(c.issued_at), c.issuer, c.kept_in::text, c.kind::text,
            review_instant(c.last_rotated_at), review_instant(c.last_used_at), c.name)::review_fact_credential)::text,
          c.expires_at, f.facts, c.added_at,
          case when c.expires_at < p_now or c.last_used_at < p_now - interval '90 days' then 'revoke'
            when c.expires_at is null then 'change' when f.severity >= 'high' then null else 'keep' end::item_decision,
          concat_ws(',', case when c.expires_at < p_now then '"expired"' end, case when c.expires_at is null then '"no_expiry"' end,
            case when c.last_used_at < p_now - interval '90 days' then '"unused_90_days"' end,
            case when f.severity >= 'high' then '"grave_finding"' end),
          null, c.state::text, null
        from review_server s
        join credential c on c.organization_id = org and c.server_id = s.id and c.state = 'active'
        left join review_finding f on f.server_id = s.id and f.thing_id = c.id
        where 'credential' = any (subjects)
          and (granted_since is null or c.added_at >= granted_since)
          and (unused_since is null or coalesce(c.last_used_at, '-infinity') < unused_since)
          and (unanswered_in is null or c.id in (select subject_id from review_unanswered))
        union all
        -- Grants in force: access, scopes, tools.
        select s.rank, case g.kind when 'access' then 'access'::review_subject when 'scope' then 'scope' when 'tool' then 'tool' end,
          g.id, coalesce(t.name, c.name, g.scope_name), c.id,
          case g.kind
            when 'scope' then case when g.scope_breadth = 'wildcard' then 'high'
              when g.scope_breadth = 'broad' then case when s.environment = 'production' then 'high' else 'medium' end
              when s.environment = 'production' then 'medium' else 'low' end
            else case when coalesce(t.reviewed_impact, s.gravest_enabled) > 'reads' then 'high'
              when s.is_sensitive then 'medium' else 'low' end
          end::review_risk,
          null, null, g.expires_at, f.facts, g.granted_at,
          case
            when u.last_used_at < p_now - interval '90 days'
              or (s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < p_now - interval '30 days') then 'revoke'
            when g.scope_breadth in ('wildcard', 'broad') then 'change'
            when g.state = 'suspended' or f.severity >= 'high' then null else 'keep' end::item_decision,
          concat_ws(',',
            case when u.last_used_at < p_now - interval '90 days' then '"unused_90_days"' end,
            case when s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < p_now - interval '30 days'
              then '"never_used"' end,
            case when g.scope_breadth in ('wildcard', 'broad') then '"' || g.scope_breadth || '_scope"' end,
            case when g.state = 'suspended' then '"suspended"' end,
            case when f.severity >= 'high' then '"grave_finding"' end),
          case when q.id is not null or g.kind = 'scope' then
            ',"request":' || coalesce(case when q.id is not null
              then row_to_json(row(q.id, q.justification, q.title)::review_fact_request)::text end, 'null')
            || ',"scope":' || coalesce(case when g.kind = 'scope'
              then row_to_json(row(g.scope_breadth::text, g.scope_name, g.scope_system)::review_fact_scope)::text end, 'null') end,
          g.state::text,
          case when t.id is not null or (s.is_use_known and g.kind <> 'scope') then
            '","tool":' || coalesce(case when t.id is not null
              then row_to_json(row(g.tool_digest, t.id, t.reviewed_impact::text, t.name)::review_fact_tool)::text end, 'null')
            || ',"use":' || coalesce(case when s.is_use_known and g.kind <> 'scope'
              then row_to_json(row(coalesce(u.count, 0), review_instant(u.last_used_at))::review_fact_use)::text end, 'null')
            || '}' end
        from review_server s
        join grants g on g.organization_id = org and g.server_id = s.id and g.state <> 'revoked' and g.expires_at > p_now
          and g.kind = any (kinds)
        left join tool t on t.organization_id = org and t.id = g.tool_id
        left join review_consumer c on c.id = g.consumer_id
        left join request q on q.organization_id = org and q.id = g.request_id
        left join review_finding f on f.server_id = s.id and f.thing_id = g.tool_id
        left join review_tool_use u on u.server_id = s.id and u.thing_id = coalesce(g.tool_id, g.consumer_id)
        where (granted_since is null or g.granted_at >= granted_since)
          and (unused_since is null or (g.kind <> 'scope' and coalesce(u.last_used_at, '-infinity') < unused_since))
          and (unanswered_in is null or g.id in (select subject_id from review_unanswered))
      ) y
    ) x
    join review_server s on s.rank = x.rank
    left join review_consumer k on k.id = x.consumer_id
    -- Its text is made once for each row, and read twice.
    offset 0
  ) z
  -- Looked at for every row that is written.
  where nextval('campaign_staging_rows') is not null;
  get diagnostics count = row_count;
  if count > 2000000 then
    raise exception 'population_is_bounded: a review asks about 2,000,000 things at most' using errcode = '23514', constraint = 'population_is_bounded';
  end if;

  with made as materialized (
    select i.server_id, i.reviewer_id, i.team, i.risk, i.subject_kind, i.recommended, count(*) as n
    from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id group by 1, 2, 3, 4, 5, 6
  ),
  tallied as (
    insert into campaign_tally (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, count)
    select org, p_campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000'), team, risk, subject_kind, 1,
      'undecided', 'none', sum(n)
    from made group by reviewer_id, team, risk, subject_kind
  ),
  answers as (select coalesce(recommended::text, 'look') as answer, sum(n) as n from made group by recommended),
  servers as (
    select s.last_introspected_at from review_server s where s.id in (select server_id from made)
  )
  select jsonb_build_object(
    'recommended', coalesce((select jsonb_object_agg(answer, n) from answers), '{}'),
    'servers', (select count(*) from servers),
    'staleServers', (select count(*) from servers
      where last_introspected_at is null or last_introspected_at < p_stale_before)) into summary;
  select encode(sha256(string_agg(i.facts_hash, ''::bytea order by i.position)), 'hex') into hash
    from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id;
  return next;
end
$$;

-- 3. As before, and it asks what the schedule says, or what happened asks by its terms, and nothing graver.
create or replace function refuse_made_up_cause() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.created_by_id is not null or not exists (
    select from review_schedule s
    where new.cause ->> 'kind' = 'schedule' and s.organization_id = new.organization_id
      and s.id::text = new.cause ->> 'scheduleId' and s.state = 'active'
      and s.next_at <= (new.cause ->> 'dueAt')::timestamptz
      and s.starts_itself = (new.cause ->> 'startsItself')::boolean
      and new.definition - 'name' = s.definition - 'name'
    union all
    select from review_trigger t
    where t.organization_id = new.organization_id and t.kind::text = new.cause ->> 'kind' and t.is_on
      and jsonb_array_length(new.definition -> 'stages') = 1
      and new.definition #> '{stages,0,reviewers}' = t.terms -> 'reviewers'
      and new.definition #> '{stages,0,days}' = t.terms -> 'days'
      and new.definition -> 'fallback' = t.terms -> 'fallback'
      and new.definition -> 'noResponse' = t.terms -> 'noResponse'
      and new.definition -> 'subjects' = case t.kind
        when 'tool_changed' then '["access", "tool"]'
        when 'credential_exposed' then '["credential", "scope"]'
        when 'break_glass_used' then '["access", "scope", "tool"]'
        else '["server", "access", "credential", "scope", "tool"]' end::jsonb
      and jsonb_array_length(new.definition #> '{scope,serverIds}') between 1 and 500
      and coalesce((new.definition ->> 'brakePercent')::int, 20) <= 20
      and new.definition ->> 'signerId' is null and new.definition ->> 'startsOn' is null
      and new.definition #>> '{overdue,closeAfterDays}' is null
  ) then
    raise exception 'reviews_open_because_of_something: nothing asks for this review now'
      using errcode = '23514', constraint = 'reviews_open_because_of_something';
  end if;
  return new;
end
$$;

-- 4. When the database noted that an item was opened: whatever moment is said, it is before the answer's transaction.
alter table campaign_opening add column noted_at timestamptz not null default clock_timestamp();
revoke insert on campaign_opening from steward_app;
grant insert (organization_id, item_id, user_id, campaign_id, opened_at) on campaign_opening to steward_app;

-- Whoever opens an item may answer it: in the stage that is open, as its reviewer or for one who is away. Two machines' clocks
-- may differ a little.
create function refuse_unfit_opening() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from campaign_item i
    join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id
    join users u on u.organization_id = i.organization_id and u.id = new.user_id and u.is_active
    where i.organization_id = new.organization_id and i.id = new.item_id and i.campaign_id = new.campaign_id
      and c.state = 'running' and i.stage = c.stage and i.outcome is null
      and new.opened_at >= c.stage_started_at - interval '1 minute'
      and (i.reviewer_id = new.user_id or exists (
        select from absence a
        where a.organization_id = new.organization_id and a.user_id = i.reviewer_id and a.delegate_id = new.user_id
          and a.starts_at <= new.opened_at and new.opened_at < a.ends_at))
  ) then
    raise exception 'items_are_opened_by_who_answers: this item does not wait for them'
      using errcode = '23514', constraint = 'items_are_opened_by_who_answers';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_opening before insert on campaign_opening for each row execute function refuse_unfit_opening();

create function refuse_answers_opened_with_them() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from new_answers a
    join campaign_opening o on o.organization_id = a.organization_id and o.item_id = a.item_id and o.user_id = a.decided_by_id
    where a.opened_at is not null and o.noted_at >= now()
  ) then
    raise exception 'openings_are_on_record: it was not opened before'
      using errcode = '23514', constraint = 'openings_are_on_record';
  end if;
  return null;
end
$$;
create trigger refuse_answers_opened_with_them after insert on campaign_answer
  referencing new table as new_answers
  for each statement execute function refuse_answers_opened_with_them();

-- 5. As before, and a stage begins after what came before it and lasts as many days as it was defined to; the review, those of
-- the stages that are left. An hour or two more or less is the clock on the wall, in spring and in autumn.
create or replace function refuse_unfit_stage() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  days integer[];
begin
  if new.state = 'running' and old.state::text in ('draft', 'staged') then
    new.stage := 1;
    new.stage_started_at := new.started_at;
    if new.started_at < old.staged_at then
      raise exception 'stages_last_as_defined: it starts before it was staged' using errcode = '23514', constraint = 'stages_last_as_defined';
    end if;
  elsif new.stage is distinct from old.stage then
    if old.state <> 'running' or new.state <> 'running' or new.stage <> old.stage + 1
      or new.stage > jsonb_array_length(new.definition -> 'stages') or new.stage_started_at is null
      or new.stage_started_at < old.stage_started_at
      or (new.stage_started_at < old.stage_ends_at and exists (
        select from campaign_tally t
        where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
          and t.stage = old.stage and t.decision = 'undecided' and t.outcome = 'none')) then
      raise exception 'stages_follow_one_another: this stage is neither over nor answered'
        using errcode = '23514', constraint = 'stages_follow_one_another';
    end if;
  else
    new.stage_started_at := old.stage_started_at;
    if (new.stage_ends_at, new.due_at) is distinct from (old.stage_ends_at, old.due_at) then
      raise exception 'stages_last_as_defined: when it ends follows from when it began' using errcode = '23514', constraint = 'stages_last_as_defined';
    end if;
    return new;
  end if;
  days := array(select (s.value ->> 'days')::int
    from jsonb_array_elements(new.definition -> 'stages') with ordinality s(value, n) where s.n >= new.stage order by s.n);
  if new.stage_ends_at is null or new.due_at is null
    or abs(extract(epoch from new.stage_ends_at - new.stage_started_at) - 86400 * days[1]) > 7200
    or abs(extract(epoch from new.due_at - new.stage_started_at) - 86400 * (select sum(d) from unnest(days) d)) > 7200 then
    raise exception 'stages_last_as_defined: when it ends follows from when it began' using errcode = '23514', constraint = 'stages_last_as_defined';
  end if;
  return new;
end
$$;
