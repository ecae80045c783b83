-- Reviews of any population: grants, credentials and servers themselves, for any part of the inventory, in stages.
-- See docs/decisions/0013-campaigns.md.

-- In the order in which a server's items are listed.
create type review_subject as enum ('server', 'access', 'credential', 'scope', 'tool');
create type review_risk as enum ('low', 'medium', 'high');

-- What is asked for in a review, as one document; its state beside it.
alter table campaign
  alter column server_id drop not null,
  alter column started_by_id drop not null,
  alter column due_at drop not null,
  alter column population drop not null,
  add column definition jsonb,
  -- Why it opened by itself; null for a review that a person began.
  add column cause jsonb,
  add column created_by_id uuid,
  -- 1 for reviews frozen before there were others, whose hash is over their whole text.
  add column population_format smallint not null default 2,
  add column staged_at timestamptz(3),
  -- While the population is gathered: where the counter stood, and how many rows are expected.
  add column staging_from bigint,
  add column staging_expected bigint,
  add column population_count bigint,
  -- The stage that answers now, from 1, and when it ends.
  add column stage smallint not null default 1,
  add column stage_ends_at timestamptz(3);
update campaign c set
  created_by_id = c.started_by_id,
  staged_at = c.started_at,
  stage_ends_at = c.due_at,
  population_format = 1,
  population_count = (select count(*) from campaign_item i where i.organization_id = c.organization_id and i.campaign_id = c.id),
  definition = jsonb_build_object(
    'format', 1, 'name', c.name, 'purpose', c.purpose,
    'scope', jsonb_build_object('serverIds', jsonb_build_array(c.server_id)),
    'subjects', jsonb_build_array('tool', 'scope', 'access'),
    'stages', jsonb_build_array(jsonb_build_object('name', 'Owner',
      'reviewers', jsonb_build_array(jsonb_build_object('kind', 'owner'), jsonb_build_object('kind', 'backup_owner')),
      'days', greatest(1, least(90, round(extract(epoch from c.due_at - c.started_at) / 86400)))::int)),
    'fallback', jsonb_build_object('kind', 'role', 'role', 'admin'),
    'noResponse', jsonb_build_object('low', c.no_response::text, 'medium', c.no_response::text, 'high', c.no_response::text));
alter table campaign
  alter column definition set not null,
  drop column no_response,
  add constraint campaign_began_by_somebody_or_something check (created_by_id is not null or cause is not null),
  add constraint campaign_is_frozen_before_it_runs check (
    state = 'draft' or (staged_at is not null and population is not null and population_hash is not null
      and population_count is not null)),
  add constraint campaign_runs_until_its_end check (
    state in ('draft', 'staged') or (started_at is not null and due_at is not null and stage_ends_at is not null)),
  add constraint campaign_created_by_fkey foreign key (organization_id, created_by_id)
    references users (organization_id, id) on delete restrict on update cascade;
grant update (name, purpose, definition, population, population_hash, population_count, staged_at, staging_from,
  staging_expected, started_by_id, started_at, due_at, stage, stage_ends_at) on campaign to steward_app;
create index campaign_organization_id_created_by_id_idx on campaign (organization_id, created_by_id);

-- What it asks, whom, by when, and what it asked about stand still once it is frozen or runs.
create function refuse_rewritten_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state <> 'draft' and (new.definition, new.name, new.purpose, new.server_id, new.cause, new.created_by_id)
      is distinct from (old.definition, old.name, old.purpose, old.server_id, old.cause, old.created_by_id) and new.state <> 'draft')
    or (old.state not in ('draft', 'staged') and
      (new.population::text, new.population_hash, new.population_count, new.staged_at, new.started_by_id, new.started_at)
      is distinct from
      (old.population::text, old.population_hash, old.population_count, old.staged_at, old.started_by_id, old.started_at))
    or (old.state not in ('draft', 'staged') and new.state in ('draft', 'staged')) then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  return new;
end
$$;
create trigger refuse_rewritten_campaign before update on campaign
  for each row execute function refuse_rewritten_campaign();

-- An item is a thing as it was. Rows come in by the million and only by stage_campaign_items(), which takes every id
-- from the organization's own tables: so there is no foreign key, which would look each of them up one by one.
alter table campaign_item
  drop constraint campaign_item_organization_id_grant_id_fkey,
  drop constraint campaign_item_organization_id_reviewer_id_fkey,
  drop constraint campaign_item_organization_id_decided_by_id_fkey,
  drop constraint campaign_item_organization_id_campaign_id_fkey,
  drop constraint campaign_item_organization_id_fkey,
  alter column facts type json using facts::json,
  alter column reviewer_id drop not null,
  add column subject_kind review_subject,
  add column server_id uuid,
  add column server_name text not null default '',
  add column team text not null default '',
  add column risk review_risk not null default 'high',
  -- SHA-256 of the text of its facts; null in population format 1.
  add column facts_hash bytea,
  add column stage smallint not null default 1,
  -- What `change` asks for: { days } or { breadth } or words.
  add column change jsonb,
  -- In whose place a delegate answered.
  add column decided_for_id uuid;
alter table campaign_item rename column grant_id to subject_id;
alter index campaign_item_organization_id_campaign_id_grant_id_key rename
  to campaign_item_organization_id_campaign_id_subject_id_key;
update campaign_item i set
  subject_kind = g.kind::text::review_subject, server_id = g.server_id, server_name = s.name, team = coalesce(s.team, ''),
  risk = case when i.facts #>> '{tool,impact}' = 'reads' then 'low' else 'high' end::review_risk
from grants g
join server s on s.organization_id = g.organization_id and s.id = g.server_id
where g.organization_id = i.organization_id and g.id = i.subject_id;
alter table campaign_item
  alter column subject_kind set not null,
  alter column server_id set not null,
  alter column server_name drop default,
  alter column team drop default,
  alter column risk drop default;
drop index campaign_item_organization_id_reviewer_id_decision_idx;
create index campaign_item_organization_id_campaign_id_reviewer_id_posit_idx
  on campaign_item (organization_id, campaign_id, reviewer_id, position);
create index campaign_item_waits_for on campaign_item (organization_id, reviewer_id, campaign_id, position)
  where decision = 'undecided';
revoke insert on campaign_item from steward_app;
grant update (change, decided_for_id, stage) on campaign_item to steward_app;

-- Every answer as it was given, and what was on the screen: an item has the last, the trail of them is here.
create table campaign_answer (
  organization_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  item_id uuid not null,
  stage smallint not null,
  decision item_decision not null,
  reason text,
  change jsonb,
  -- What a server's owner was asked beside it, and said.
  answers jsonb,
  decided_by_id uuid not null,
  decided_for_id uuid,
  decided_at timestamptz(3) not null,
  -- What was known at that moment beside the frozen facts.
  shown jsonb,
  -- When the item was opened by whoever answered; null when it was answered from the list or in bulk.
  opened_at timestamptz(3),
  in_bulk boolean not null default false,
  constraint campaign_answer_pkey primary key (organization_id, id),
  constraint campaign_answer_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_answer_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_answer_organization_id_item_id_fkey foreign key (organization_id, item_id)
    references campaign_item (organization_id, id) on delete restrict on update cascade,
  constraint campaign_answer_organization_id_decided_by_id_fkey foreign key (organization_id, decided_by_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_answer_organization_id_item_id_id_idx on campaign_answer (organization_id, item_id, id);
create index campaign_answer_organization_id_campaign_id_id_idx on campaign_answer (organization_id, campaign_id, id);
create index campaign_answer_organization_id_decided_by_id_id_idx on campaign_answer (organization_id, decided_by_id, id);
alter table campaign_answer enable row level security;
create policy tenant on campaign_answer using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on campaign_answer to steward_app;

-- Answers of before, as far as they are known.
insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, reason, decided_by_id, decided_at)
select organization_id, uuidv7(), campaign_id, id, 1, decision, reason, decided_by_id, decided_at
from campaign_item where decision <> 'undecided';

-- How far a campaign has come, kept with every change: nothing counts a million items for a page.
create table campaign_tally (
  organization_id uuid not null,
  campaign_id uuid not null,
  -- The nil id for items that nobody reviews.
  reviewer_id uuid not null,
  team text not null,
  risk review_risk not null,
  subject_kind review_subject not null,
  stage smallint not null,
  decision item_decision not null,
  -- 'none' until something came of it.
  outcome text not null,
  count bigint not null,
  constraint campaign_tally_pkey primary key
    (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome),
  constraint campaign_tally_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_tally_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade
);
alter table campaign_tally enable row level security;
create policy tenant on campaign_tally using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select on campaign_tally to steward_app;

insert into campaign_tally
select organization_id, campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000'), team, risk, subject_kind, stage,
  decision, coalesce(outcome::text, 'none'), count(*)
from campaign_item group by 1, 2, 3, 4, 5, 6, 7, 8, 9;

create function keep_campaign_tally() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into campaign_tally as t
  select organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, sum(n)
  from (
    select organization_id, campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000') as reviewer_id, team, risk,
      subject_kind, stage, decision, coalesce(outcome::text, 'none') as outcome, 1 as n
    from after_rows
    union all
    select organization_id, campaign_id, coalesce(reviewer_id, '00000000-0000-0000-0000-000000000000'), team, risk,
      subject_kind, stage, decision, coalesce(outcome::text, 'none'), -1
    from before_rows
  ) changed
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  having sum(n) <> 0
  -- In one order, so that two who answer at once do not wait for each other in a circle.
  order by 1, 2, 3, 4, 5, 6, 7, 8, 9
  on conflict (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome)
    do update set count = t.count + excluded.count;
  return null;
end
$$;
create trigger keep_campaign_tally after update on campaign_item
  referencing old table as before_rows new table as after_rows
  for each statement execute function keep_campaign_tally();

-- Whoever answers is its reviewer, or answers in that person's place; never for what they gain by; and only while it runs.
create function refuse_unfit_item_answer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.decision is distinct from old.decision or new.decided_by_id is distinct from old.decided_by_id
    or new.reason is distinct from old.reason or new.change::text is distinct from old.change::text then
    if not exists (
      select from campaign c where c.organization_id = new.organization_id and c.id = new.campaign_id and c.state = 'running'
    ) then
      raise exception 'items_are_answered_while_it_runs: this review does not run'
        using errcode = '23514', constraint = 'items_are_answered_while_it_runs';
    end if;
    if new.decision <> 'undecided' then
      if new.reviewer_id is null or new.reviewer_id is distinct from coalesce(new.decided_for_id, new.decided_by_id)
        or not exists (
          select from users u where u.organization_id = new.organization_id and u.id = new.decided_by_id and u.is_active
        ) then
        raise exception 'reviewers_answer: somebody else reviews this item'
          using errcode = '23514', constraint = 'reviewers_answer';
      end if;
      if new.subject_kind = 'access' and exists (
        select from grants g join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
        where g.organization_id = new.organization_id and g.id = new.subject_id
          and c.owner_id in (new.decided_by_id, new.decided_for_id)
      ) then
        raise exception 'nobody_reviews_own_access: whoever owns the consumer does not review its access'
          using errcode = '23514', constraint = 'nobody_reviews_own_access';
      end if;
    end if;
  end if;
  return new;
end
$$;
create trigger refuse_unfit_item_answer before update on campaign_item
  for each row execute function refuse_unfit_item_answer();

-- A thing as it was when the population was frozen. Fields in the order of their names, so that row_to_json() writes
-- the canonical text of RFC 8785, which anybody can hash again.
create type review_fact_about as ("backupOwnerId" uuid, "dataClasses" text[], "lastIntrospectedAt" text, "ownerId" uuid,
  purpose text, "revocationSteps" integer, role text, state text);
create type review_fact_consumer as (id uuid, kind text, name text, "ownerId" uuid);
create type review_fact_credential as ("expiresAt" text, id uuid, "issuedAt" text, issuer text, "keptIn" text, kind text,
  "lastRotatedAt" text, "lastUsedAt" text, name text);
create type review_fact_finding as (rules text[], severity text);
create type review_fact_recommendation as (answer text, reasons text[]);
create type review_fact_request as (id uuid, justification text, title text);
create type review_fact_scope as (breadth text, name text, system text);
create type review_fact_server as (criticality text, environment text, id uuid, name text, slug text, team text);
create type review_fact_tool as (digest text, id uuid, impact text, name text);
create type review_fact_use as (count bigint, "lastUsedAt" text);
create type review_facts as (about review_fact_about, consumer review_fact_consumer, credential review_fact_credential,
  "expiresAt" text, findings review_fact_finding, "grantedAt" text, id uuid, kind text, name text,
  recommendation review_fact_recommendation, request review_fact_request, scope review_fact_scope, server review_fact_server,
  state text, tool review_fact_tool, use review_fact_use);

create function review_instant(timestamptz) returns text language sql immutable parallel safe
  set search_path = pg_catalog, public, pg_temp
  return to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- How many rows have been written by whoever stages now: a sequence is seen by others before the transaction ends.
create sequence campaign_staging_rows;
grant select on campaign_staging_rows to steward_app;

-- The active people whom one source stands for, whatever the server; null for owner, backup owner and manager.
create function review_pool(p_organization_id uuid, p_source jsonb) returns uuid[] language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case p_source ->> 'kind'
    when 'role' then array(
      select u.id from users u join role_assignment a on a.organization_id = u.organization_id and a.user_id = u.id
      where u.organization_id = p_organization_id and u.is_active and a.role::text = p_source ->> 'role' order by u.id)
    when 'group' then array(
      select u.id from users u
      join group_member m on m.organization_id = u.organization_id and m.user_id = u.id
      join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
      where u.organization_id = p_organization_id and u.is_active and m.group_id = (p_source ->> 'groupId')::uuid order by u.id)
    when 'person' then array(
      select u.id from users u
      where u.organization_id = p_organization_id and u.is_active and u.id = (p_source ->> 'userId')::uuid)
  end
$$;

-- Whom the sources of a stage stand for on each server, in their order: an expression over s (server), o, b and m (its
-- owner, backup owner and owner's manager, each with is_active). Of many people the server's id chooses one, and another
-- behind them, so that all that belongs to one server is asked of one person.
create function review_candidates(p_organization_id uuid, p_sources jsonb) returns text language plpgsql stable
set search_path = pg_catalog, public, pg_temp as $$
declare
  source jsonb;
  pool uuid[];
  parts text[] := '{}';
begin
  for source in select value from jsonb_array_elements(p_sources) loop
    pool := review_pool(p_organization_id, source);
    parts := parts || case source ->> 'kind'
      when 'owner' then array['case when o.is_active then o.id end']
      when 'backup_owner' then array['case when b.is_active then b.id end']
      when 'manager' then array['case when m.is_active then m.id end']
      else case when cardinality(pool) = 0 then '{}' else array[
        format('(%L::uuid[])[1 + (hashtextextended(s.id::text, 0) & 9223372036854775807) %% %s]', pool, cardinality(pool)),
        format('(%L::uuid[])[1 + ((hashtextextended(s.id::text, 0) & 9223372036854775807) + 1) %% %s]', pool, cardinality(pool))
      ] end
    end;
  end loop;
  return format('array_remove(array[%s]::uuid[], null)', array_to_string(parts, ', '));
end
$$;

-- Freezes the population of a draft: one item for each thing that its definition asks about, each with its facts, their
-- hash, its risk and its reviewer. `p_server_ids` are the servers that its filter finds, null for all. The application's
-- role cannot write an item otherwise, so a population is what its definition says, of this organization.
create function stage_campaign_items(p_campaign_id uuid, p_server_ids uuid[], p_now timestamptz)
returns table (count bigint, hash text) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set work_mem = '256MB' set enable_nestloop = off
as $$
declare
  org uuid := current_organization_id();
  doc jsonb;
  subjects text[];
  granted_since timestamptz;
  unused_since timestamptz;
begin
  select c.definition into doc from campaign c
    where c.organization_id = org and c.id = p_campaign_id and c.state = 'draft' for update;
  if doc is null then
    raise exception 'only_drafts_are_staged: this review is not a draft' using errcode = '23514', constraint = 'only_drafts_are_staged';
  end if;
  subjects := array(select jsonb_array_elements_text(doc -> 'subjects'));
  granted_since := p_now - make_interval(days => (doc #>> '{scope,grantedWithinDays}')::int);
  unused_since := p_now - make_interval(days => (doc #>> '{scope,unusedForDays}')::int);
  delete from campaign_tally t where t.organization_id = org and t.campaign_id = p_campaign_id;
  delete from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id;

  drop table if exists pg_temp.review_server, pg_temp.review_tool_use, pg_temp.review_finding;
  execute format($sql$
    create temp table review_server on commit drop as
    select s.id, row_number() over (order by s.slug collate "C", s.id)::int as rank, s.name, coalesce(s.team, '') as team,
      s.environment, s.criticality,
      s.criticality in ('high', 'critical') or (s.environment = 'production' and s.data_classes && array['pii', 'phi', 'pci', 'financial', 'credentials']) as is_sensitive,
      (select max(t.reviewed_impact) from tool t where t.organization_id = s.organization_id and t.server_id = s.id
        and t.state = 'enabled') as gravest_enabled,
      row(s.criticality::text, s.environment::text, s.id, s.name, s.slug, s.team)::review_fact_server as facts,
      %s as candidates,
      exists (select from tool t join tool_use u on u.organization_id = t.organization_id and u.tool_id = t.id
        where t.organization_id = s.organization_id and t.server_id = s.id) as is_use_known
    from server s
    left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
    left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
    left join users m on m.organization_id = s.organization_id and m.id = o.manager_id
    where s.organization_id = %L and s.state in ('registered', 'active', 'suspended') %s
  $sql$,
    review_candidates(org, (doc #> '{stages,0,reviewers}') || jsonb_build_array(doc -> 'fallback')), org,
    case when p_server_ids is null then '' else 'and s.id = any ($1)' end) using p_server_ids;
  analyze review_server;

  create temp table review_tool_use on commit drop as
  select t.server_id, coalesce(u.tool_id, u.consumer_id) as thing_id, sum(u.allowed)::bigint as count,
    max(u.last_allowed_at) as last_used_at
  from tool_use u join tool t on t.organization_id = u.organization_id and t.id = u.tool_id
  where u.organization_id = org and t.server_id in (select id from review_server)
  group by grouping sets ((t.server_id, u.tool_id), (t.server_id, u.consumer_id));
  analyze review_tool_use;

  create temp table review_finding on commit drop as
  select f.server_id, f.subject_key, row(array_agg(f.rule order by f.rule), max(f.severity)::text)::review_fact_finding as facts,
    max(f.severity) as severity
  from finding f
  where f.organization_id = org and f.state = 'open' and f.server_id in (select id from review_server)
  group by f.server_id, f.subject_key;
  analyze review_finding;

  insert into campaign_item (organization_id, id, campaign_id, position, subject_kind, subject_id, server_id, server_name,
    team, risk, reviewer_id, facts, facts_hash, decision)
  select org, uuidv7(), p_campaign_id, x.position, x.subject_kind, x.subject_id,
    x.server_id, x.server_name, x.team, x.risk,
    case
      when x.gainer_id is null or x.candidates[1] is distinct from x.gainer_id then x.candidates[1]
      when x.candidates[2] is distinct from x.gainer_id then x.candidates[2]
      else (select c from unnest(x.candidates) c where c <> x.gainer_id limit 1)
    end,
    json.facts, sha256(convert_to(json.facts::text, 'UTF8')), 'undecided'
  from (
    select y.*, row_number() over (order by y.rank, y.subject_kind, y.name collate "C", y.subject_id)::int as position
    from (
        -- Servers as such.
        select s.rank, 'server'::review_subject as subject_kind, s.id as subject_id, s.id as server_id, s.name as server_name,
          s.team, s.name, null::uuid as gainer_id, s.candidates, s.facts as server_facts,
          case when s.criticality in ('high', 'critical') then 'high' when s.environment = 'production' then 'medium' else 'low'
          end::review_risk as risk,
          row(v.backup_owner_id, v.data_classes, review_instant(v.last_introspected_at), v.owner_id, v.purpose,
            (select count(*)::int from revocation_step p where p.organization_id = org and p.server_id = s.id),
            (select r.slug from server_role r where r.organization_id = org and r.id = v.server_role_id), v.state::text)::review_fact_about as about,
          null::review_fact_consumer as consumer, null::review_fact_credential as credential, null::text as expires_at,
          f.facts as findings, review_instant(v.registered_at) as granted_at,
          row(case when v.backup_owner_id is null or f.severity >= 'high' or v.last_seen_at < p_now - interval '90 days'
              then null else 'keep' end,
            array_remove(array[case when v.backup_owner_id is null then 'no_backup_owner' end,
              case when v.last_seen_at < p_now - interval '90 days' then 'not_seen_90_days' end,
              case when f.severity >= 'high' then 'grave_finding' end], null))::review_fact_recommendation as recommendation,
          null::review_fact_request as request, null::review_fact_scope as scope, v.state::text as state,
          null::review_fact_tool as tool, null::review_fact_use as use
        from review_server s
        join server v on v.organization_id = org and v.id = s.id
        left join review_finding f on f.server_id = s.id and f.subject_key = 'server'
        where 'server' = any (subjects) and unused_since is null
          and (granted_since is null or v.registered_at >= granted_since)
        union all
        -- Credentials in use.
        select s.rank, 'credential', c.id, s.id, s.name, s.team, c.name, null, s.candidates, s.facts,
          case when c.expires_at is null or c.expires_at < p_now or c.kind in ('static_bearer', 'password') then 'high'
            when s.environment = 'production' or c.kind in ('api_key', 'personal_access_token') then 'medium' else 'low' end::review_risk,
          null, null,
          row(review_instant(c.expires_at), c.id, review_instant(c.issued_at), c.issuer, c.kept_in::text, c.kind::text,
            review_instant(c.last_rotated_at), review_instant(c.last_used_at), c.name)::review_fact_credential,
          review_instant(c.expires_at), f.facts, review_instant(c.added_at),
          row(case when c.expires_at < p_now or c.last_used_at < p_now - interval '90 days' then 'revoke'
              when c.expires_at is null then 'change' when f.severity >= 'high' then null else 'keep' end,
            array_remove(array[case when c.expires_at < p_now then 'expired' end, case when c.expires_at is null then 'no_expiry' end,
              case when c.last_used_at < p_now - interval '90 days' then 'unused_90_days' end,
              case when f.severity >= 'high' then 'grave_finding' end], null))::review_fact_recommendation,
          null, null, c.state::text, null, null
        from review_server s
        join credential c on c.organization_id = org and c.server_id = s.id and c.state = 'active'
        left join review_finding f on f.server_id = s.id and f.subject_key = c.id::text
        where 'credential' = any (subjects)
          and (granted_since is null or c.added_at >= granted_since)
          and (unused_since is null or coalesce(c.last_used_at, '-infinity') < unused_since)
        union all
        -- Grants in force: access, scopes, tools.
        select s.rank, g.kind::text::review_subject, g.id, s.id, s.name, s.team, coalesce(t.name, c.name, g.scope_name),
          c.owner_id, s.candidates, s.facts,
          case g.kind
            when 'scope' then case when g.scope_breadth = 'wildcard' then 'high'
              when g.scope_breadth = 'broad' then case when s.environment = 'production' then 'high' else 'medium' end
              when s.environment = 'production' then 'medium' else 'low' end
            else case when coalesce(t.reviewed_impact, s.gravest_enabled) > 'reads' then 'high'
              when s.is_sensitive then 'medium' else 'low' end
          end::review_risk,
          null,
          case when c.id is not null then row(c.id, c.kind::text, c.name, c.owner_id)::review_fact_consumer end,
          null, review_instant(g.expires_at), f.facts, review_instant(g.granted_at),
          row(case
              when u.last_used_at < p_now - interval '90 days'
                or (s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < p_now - interval '30 days') then 'revoke'
              when g.scope_breadth in ('wildcard', 'broad') then 'change'
              when g.state = 'suspended' or f.severity >= 'high' then null else 'keep' end,
            array_remove(array[
              case when u.last_used_at < p_now - interval '90 days' then 'unused_90_days' end,
              case when s.is_use_known and u.count is null and g.kind <> 'scope' and g.granted_at < p_now - interval '30 days'
                then 'never_used' end,
              case when g.scope_breadth in ('wildcard', 'broad') then g.scope_breadth::text || '_scope' end,
              case when g.state = 'suspended' then 'suspended' end,
              case when f.severity >= 'high' then 'grave_finding' end], null))::review_fact_recommendation,
          case when q.id is not null then row(q.id, q.justification, q.title)::review_fact_request end,
          case when g.kind = 'scope' then row(g.scope_breadth::text, g.scope_name, g.scope_system)::review_fact_scope end,
          g.state::text,
          case when t.id is not null then row(g.tool_digest, t.id, t.reviewed_impact::text, t.name)::review_fact_tool end,
          case when s.is_use_known and g.kind <> 'scope' then row(coalesce(u.count, 0), review_instant(u.last_used_at))::review_fact_use end
        from review_server s
        join grants g on g.organization_id = org and g.server_id = s.id and g.state <> 'revoked' and g.expires_at > p_now
          and g.kind::text = any (subjects)
        left join tool t on t.organization_id = org and t.id = g.tool_id
        left join consumer c on c.organization_id = org and c.id = g.consumer_id
        left join request q on q.organization_id = org and q.id = g.request_id
        left join review_finding f on f.server_id = s.id and f.subject_key = g.tool_id::text
        left join review_tool_use u on u.server_id = s.id and u.thing_id = coalesce(g.tool_id, g.consumer_id)
        where (granted_since is null or g.granted_at >= granted_since)
          and (unused_since is null or (g.kind <> 'scope' and coalesce(u.last_used_at, '-infinity') < unused_since))
    ) y
    order by y.rank, y.subject_kind, y.name collate "C", y.subject_id
  ) x
  cross join lateral (
    select row_to_json(row(x.about, x.consumer, x.credential, x.expires_at, x.findings, x.granted_at, x.subject_id,
      x.subject_kind::text, x.name, x.recommendation, x.request, x.scope, x.server_facts, x.state, x.tool, x.use)::review_facts) as facts
    offset 0
  ) json
  -- Looked at for every row that is written.
  where nextval('campaign_staging_rows') is not null;
  get diagnostics count = row_count;
  if count > 2000000 then
    raise exception 'population_is_bounded: a review asks about 2,000,000 things at most' using errcode = '23514', constraint = 'population_is_bounded';
  end if;
  insert into campaign_tally
  select i.organization_id, i.campaign_id, coalesce(i.reviewer_id, '00000000-0000-0000-0000-000000000000'), i.team, i.risk,
    i.subject_kind, i.stage, i.decision, 'none', count(*)
  from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  select encode(sha256(string_agg(i.facts_hash, ''::bytea order by i.position)), 'hex') into hash
    from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id;
  return next;
end
$$;
