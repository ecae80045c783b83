-- The facts of an item are kept as the text that is hashed. PostgreSQL read each text again to see that it is JSON, a tenth of the
-- time that a million items take, though it wrote all of them itself, of its own tables.
drop view delegate_bar, waiting_item;
alter table campaign_item alter column facts type text;

-- Both as before.
-- An item waits while its review runs and has come to its stage, nobody answered it there, and it has not ended meanwhile.
create view waiting_item with (security_invoker = true) as
  select i.organization_id, i.id, i.campaign_id, i.position, i.stage, i.reviewer_id, i.server_id, i.server_name, i.team, i.risk,
    i.subject_kind, i.subject_id, i.facts, i.decision, i.standing, i.sampled_at, i.version, c.due_at, c.stage_ends_at
  from campaign_item i
  join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'running' and c.stage = i.stage
  where i.decision = 'undecided' and i.outcome is null;
grant select on waiting_item to steward_app;

-- Who does not answer, in the place of its reviewer, an item that waits: whoever answered it in an earlier stage or before a
-- second look, whoever owns the consumer whose access it is, and anybody where its reviewer does.
create view delegate_bar with (security_invoker = true) as
  select w.organization_id, w.campaign_id, w.id as item_id, w.reviewer_id, w.team, w.risk, w.subject_kind, a.decided_by_id as person_id
  from waiting_item w
  join campaign_answer a on a.organization_id = w.organization_id and a.item_id = w.id
    and (a.stage < w.stage or a.decided_at <= w.sampled_at)
  union all
  select w.organization_id, w.campaign_id, w.id, w.reviewer_id, w.team, w.risk, w.subject_kind, a.decided_for_id
  from waiting_item w
  join campaign_answer a on a.organization_id = w.organization_id and a.item_id = w.id and a.decided_for_id is not null
    and (a.stage < w.stage or a.decided_at <= w.sampled_at)
  union all
  select w.organization_id, w.campaign_id, w.id, w.reviewer_id, w.team, w.risk, w.subject_kind, k.owner_id
  from waiting_item w
  join grants g on g.organization_id = w.organization_id and g.id = w.subject_id
  join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id and k.owner_id is not null
  where w.subject_kind = 'access'
  union all
  select w.organization_id, w.campaign_id, w.id, w.reviewer_id, w.team, w.risk, w.subject_kind, d.delegate_id
  from waiting_item w
  join grants g on g.organization_id = w.organization_id and g.id = w.subject_id
  join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id and k.owner_id = w.reviewer_id
  join absence d on d.organization_id = w.organization_id and d.user_id = w.reviewer_id
  where w.subject_kind = 'access';
grant select on delegate_bar to steward_app;

-- As to_char(..., 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') has it, in quotes and for half of the time. The microsecond makes six digits
-- of every fraction, of which three stay.
create function review_instant_json(timestamptz) returns text language sql stable parallel safe
  return left(to_json(date_trunc('milliseconds', $1 at time zone 'UTC') + interval '1 microsecond')::text, 24) || 'Z"';
create or replace function review_instant(timestamptz) returns text language sql stable parallel safe
  return trim('"' from review_instant_json($1));

-- As before, without the cast, with the team taken from its server where it is counted, and with nothing reckoned or cast for
-- each row that is the same for all.
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
  unused_before timestamptz := p_now - interval '90 days';
  known_before timestamptz := p_now - interval '30 days';
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

  with frozen as (
    insert into campaign_item (organization_id, id, campaign_id, position, subject_kind, subject_id, server_id, server_name,
      team, risk, recommended, reviewer_id, facts, facts_hash, decision)
    select org, (id_prefix || to_hex(268435456 + z.position))::uuid, p_campaign_id, z.position, z.subject_kind, z.subject_id,
      z.server_id, z.server_name, z.team, z.risk, z.recommended,
      case
        when z.gainer_id is null or z.candidates[1] is distinct from z.gainer_id then z.candidates[1]
        when z.candidates[2] is distinct from z.gainer_id then z.candidates[2]
        else (select c from unnest(z.candidates) c where c <> z.gainer_id limit 1)
      end,
      z.facts, sha256(convert_to(z.facts, 'UTF8')), 'undecided'
    from (
      select x.position, x.subject_kind, x.subject_id, s.id as server_id, s.name as server_name, s.team, x.risk, x.recommended,
        k.owner_id as gainer_id, s.candidates,
        coalesce(k.facts, '{"about":' || coalesce(x.about, 'null') || ',"consumer":null,"credential":'
            || coalesce(x.credential, 'null') || ',"expiresAt":')
          || coalesce(review_instant_json(x.expires_at), 'null')
          || coalesce(',"findings":' || x.findings || ',"grantedAt":', ',"findings":null,"grantedAt":')
          || review_instant_json(x.granted_at) || ',"id":"' || x.subject_id
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
            case when s.criticality in ('high', 'critical') then 'high'::review_risk when s.environment = 'production' then 'medium' else 'low'
            end as risk,
            row_to_json(row(v.backup_owner_id, v.data_classes, review_instant(v.last_introspected_at), v.owner_id, v.purpose,
              (select count(*)::int from revocation_step p where p.organization_id = org and p.server_id = s.id),
              (select r.slug from server_role r where r.organization_id = org and r.id = v.server_role_id),
              v.state::text)::review_fact_about)::text as about,
            null::text as credential, null::timestamptz as expires_at, f.facts as findings, v.registered_at as granted_at,
            case when v.backup_owner_id is null or f.severity >= 'high' or v.last_seen_at < unused_before
              then null else 'keep'::item_decision end as recommended,
            concat_ws(',', case when v.backup_owner_id is null then '"no_backup_owner"' end,
              case when v.last_seen_at < unused_before then '"not_seen_90_days"' end,
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
            case when c.expires_at is null or c.expires_at < p_now or c.kind in ('static_bearer', 'password') then 'high'::review_risk
              when s.environment = 'production' or c.kind in ('api_key', 'personal_access_token') then 'medium' else 'low' end,
            null,
            row_to_json(row(review_instant(c.expires_at), c.id, review_instant(c.issued_at), c.issuer, c.kept_in::text, c.kind::text,
              review_instant(c.last_rotated_at), review_instant(c.last_used_at), c.name)::review_fact_credential)::text,
            c.expires_at, f.facts, c.added_at,
            case when c.expires_at < p_now or c.last_used_at < unused_before then 'revoke'::item_decision
              when c.expires_at is null then 'change' when f.severity >= 'high' then null else 'keep' end,
            concat_ws(',', case when c.expires_at < p_now then '"expired"' end, case when c.expires_at is null then '"no_expiry"' end,
              case when c.last_used_at < unused_before then '"unused_90_days"' end,
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
              when 'scope' then case when g.scope_breadth = 'wildcard' then 'high'::review_risk
                when g.scope_breadth = 'broad' then case when s.environment = 'production' then 'high'::review_risk else 'medium' end
                when s.environment = 'production' then 'medium' else 'low' end
              else case when coalesce(t.reviewed_impact, s.gravest_enabled) > 'reads' then 'high'::review_risk
                when s.is_sensitive then 'medium' else 'low' end
            end,
            null, null, g.expires_at, f.facts, g.granted_at,
            case
              when u.last_used_at < unused_before
                or (s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < known_before) then 'revoke'::item_decision
              when g.scope_breadth in ('wildcard', 'broad') then 'change'
              when g.state = 'suspended' or f.severity >= 'high' then null else 'keep' end,
            concat_ws(',',
              case when u.last_used_at < unused_before then '"unused_90_days"' end,
              case when s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < known_before
                then '"never_used"' end,
              case when g.scope_breadth in ('wildcard', 'broad') then '"' || g.scope_breadth || '_scope"' end,
              case when g.state = 'suspended' then '"suspended"' end,
              case when f.severity >= 'high' then '"grave_finding"' end),
            case when q.id is not null or g.kind = 'scope' then
              ',"request":' || coalesce(case when q.id is not null
                then row_to_json(row(q.id, q.justification, q.title)::review_fact_request)::text end, 'null')
              || ',"scope":' || coalesce(case when g.kind = 'scope'
                then row_to_json(row(g.scope_breadth::text, g.scope_name, g.scope_system)::review_fact_scope)::text end, 'null') end,
            case g.state when 'active' then 'active' else g.state::text end,
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
    -- Looked at for every row that is written: a mark each 64 rows, seen while they are.
    where z.position % 64 <> 0 or nextval('campaign_staging_rows') is not null
    returning position, server_id, reviewer_id, risk, subject_kind, recommended, facts_hash
  ),
  made as materialized (
    select f.server_id, f.reviewer_id, f.risk, f.subject_kind, f.recommended, count(*) as n
    from frozen f group by 1, 2, 3, 4, 5
  ),
  tallied as (
    insert into campaign_tally (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, count)
    select org, p_campaign_id, coalesce(m.reviewer_id, '00000000-0000-0000-0000-000000000000'), s.team, m.risk, m.subject_kind, 1,
      'undecided', 'none', sum(m.n)
    from made m join review_server s on s.id = m.server_id
    group by m.reviewer_id, s.team, m.risk, m.subject_kind
  ),
  answers as (select coalesce(recommended::text, 'look') as answer, sum(n) as n from made group by recommended),
  servers as (
    select s.last_introspected_at from review_server s where s.id in (select server_id from made)
  )
  select coalesce((select sum(n) from made), 0)::bigint,
    (select encode(sha256(string_agg(f.facts_hash, ''::bytea order by f.position)), 'hex') from frozen f),
    jsonb_build_object(
      'recommended', coalesce((select jsonb_object_agg(answer, n) from answers), '{}'),
      'servers', (select count(*) from servers),
      'staleServers', (select count(*) from servers
        where last_introspected_at is null or last_introspected_at < p_stale_before))
    into count, hash, summary;
  if count > 2000000 then
    raise exception 'population_is_bounded: a review asks about 2,000,000 things at most' using errcode = '23514', constraint = 'population_is_bounded';
  end if;
  return next;
end
$$;

-- As before.
create or replace function refuse_unfit_answers() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  problem text;
begin
  select f.problem into problem from (
    select case
      when i.id is null or i.campaign_id <> a.campaign_id or i.stage <> a.stage
        or (i.decision, i.reason, i.change::text) is distinct from (a.decision, a.reason, a.change::text)
        then 'answers_are_on_record: the item says otherwise'
      when c.state <> 'running' then 'items_are_answered_while_it_runs: this review does not run'
      when a.opened_at is not null and not exists (
        select from campaign_opening o
        where o.organization_id = a.organization_id and o.item_id = a.item_id and o.user_id = a.decided_by_id
          and o.opened_at = a.opened_at and o.opened_at <= a.decided_at
      ) then 'openings_are_on_record: it was not opened then'
      when a.decision = 'undecided' then case
        when a.reason is null and a.change is null and exists (
          select from campaign_answer b
          where b.organization_id = a.organization_id and b.item_id = a.item_id and b.stage = a.stage
            and b.decided_by_id = a.decided_by_id and b.decision <> 'undecided'
            and a.decided_at between b.decided_at and b.decided_at + interval '10 seconds'
        ) then null
        else 'answers_are_taken_back_soon: an answer can be taken back for ten seconds, by whoever gave it' end
      when (i.decided_by_id, i.decided_for_id, i.decided_at) is distinct from (a.decided_by_id, a.decided_for_id, a.decided_at)
        then 'answers_are_on_record: the item says otherwise'
      when i.reviewer_id is null or i.reviewer_id <> coalesce(a.decided_for_id, a.decided_by_id)
        or not exists (
          select from users u where u.organization_id = a.organization_id and u.id = a.decided_by_id and u.is_active
        ) then 'reviewers_answer: somebody else reviews this item'
      when i.subject_kind = 'access' and (i.facts::json #>> '{consumer,ownerId}' in (a.decided_by_id::text, a.decided_for_id::text) or exists (
        select from grants g join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id
        where g.organization_id = i.organization_id and g.id = i.subject_id
          and k.owner_id in (a.decided_by_id, a.decided_for_id)
      )) then 'nobody_reviews_own_access: whoever owns the consumer does not review its access'
      when a.in_bulk and (i.risk <> 'low' or i.sampled_at is not null or a.decision = 'change')
        then 'bulk_is_for_low_risk: what is not of low risk is answered one by one'
      when i.risk = 'high' and a.opened_at is null then 'high_risk_is_opened_first: it was not opened'
      when (i.risk = 'high' or a.decision = 'revoke' or c.definition ->> 'needsReason' = 'always')
        and coalesce(btrim(a.reason), '') = '' then 'answers_say_why: a reason is needed here'
      when i.sampled_at is not null and exists (
        select from campaign_answer b
        where b.organization_id = a.organization_id and b.item_id = a.item_id and b.decided_at <= i.sampled_at
          and (b.decided_by_id in (a.decided_by_id, a.decided_for_id) or b.decided_for_id in (a.decided_by_id, a.decided_for_id))
      ) then 'second_reviewer_is_another: whoever answered first does not answer again'
      when a.decided_for_id is not null and exists (
        select from campaign_answer b
        where b.organization_id = a.organization_id and b.item_id = a.item_id and b.stage < a.stage
          and a.decided_by_id in (b.decided_by_id, b.decided_for_id)
      ) then 'delegates_do_not_answer_twice: whoever answered in an earlier stage does not answer again as a delegate'
    end as problem
    from new_answers a
    left join campaign_item i on i.organization_id = a.organization_id and i.id = a.item_id
    left join campaign c on c.organization_id = a.organization_id and c.id = a.campaign_id
  ) f
  where f.problem is not null limit 1;
  if problem is not null then
    raise exception '%', problem using errcode = '23514', constraint = split_part(problem, ':', 1);
  end if;
  return null;
end
$$;
