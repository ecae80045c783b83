-- What there is to know before a frozen population is asked about: see `staging-summary.ts`. Gathered with it.
alter table campaign
  add column staging_asked_at timestamptz(3),
  add column summary jsonb;
grant update (staging_asked_at, summary) on campaign to steward_app;

-- As before, and: what was discarded stays so; a frozen population may be thrown away for a new one, until it is asked about.
create or replace function refuse_rewritten_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state <> 'draft' and new.state <> 'draft'
      and (new.definition, new.name, new.purpose, new.server_id, new.cause, new.created_by_id)
        is distinct from (old.definition, old.name, old.purpose, old.server_id, old.cause, old.created_by_id))
    or (old.state::text not in ('draft', 'staged') and
      (new.population::text, new.population_hash, new.population_count, new.staged_at, new.summary, new.started_by_id, new.started_at)
      is distinct from
      (old.population::text, old.population_hash, old.population_count, old.staged_at, old.summary, old.started_by_id, old.started_at))
    or (old.state, new.state::text) not in (
      ('draft', 'draft'), ('draft', 'staged'), ('draft', 'discarded'),
      ('staged', 'staged'), ('staged', 'draft'), ('staged', 'running'), ('staged', 'discarded'),
      ('draft', 'running'),
      ('running', 'running'), ('running', 'closing'), ('closing', 'closing'), ('closing', 'closed'),
      ('closed', 'closed'), ('closed', 'signed'), ('signed', 'signed'), ('discarded', 'discarded')) then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  -- Nobody is left out of it by running before everybody is known.
  if old.state::text in ('draft', 'staged') and new.state = 'running' and exists (
    select from campaign_tally t
    where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
      and t.reviewer_id = '00000000-0000-0000-0000-000000000000'
  ) then
    raise exception 'every_item_has_a_reviewer: nobody could answer for a part of it'
      using errcode = '23514', constraint = 'every_item_has_a_reviewer';
  end if;
  return new;
end
$$;

-- Throws away the frozen population of a review that does not run yet.
create function unstage_campaign_items(p_campaign_id uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
begin
  perform from campaign c where c.organization_id = org and c.id = p_campaign_id and c.state in ('draft', 'staged') for update;
  if not found then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  delete from campaign_tally t where t.organization_id = org and t.campaign_id = p_campaign_id;
  delete from campaign_item i where i.organization_id = org and i.campaign_id = p_campaign_id;
end
$$;

-- What a frozen population holds, in one reading: how many answers its facts speak for, how many servers it is about, and
-- how many of those were last looked at before `p_stale_before` or never, so that its facts may be old.
create function campaign_summary(p_campaign_id uuid, p_stale_before timestamptz) returns jsonb language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with item as (
    select i.server_id, coalesce(i.facts #>> '{recommendation,answer}', 'look') as answer
    from campaign_item i where i.organization_id = current_organization_id() and i.campaign_id = p_campaign_id
  ),
  answers as (select answer, count(*) as n from item group by answer),
  servers as (select distinct server_id from item)
  select jsonb_build_object(
    'recommended', coalesce((select jsonb_object_agg(answer, n) from answers), '{}'),
    'servers', (select count(*) from servers),
    'staleServers', (
      select count(*) from servers v
      join server s on s.organization_id = current_organization_id() and s.id = v.server_id
      where s.last_introspected_at is null or s.last_introspected_at < p_stale_before))
$$;

-- What a list sets for its own questions is not for a statement over everything.
alter function stage_campaign_items(uuid, uuid[], timestamptz) set enable_hashjoin = on;
alter function stage_campaign_items(uuid, uuid[], timestamptz) set enable_mergejoin = on;
alter function stage_campaign_items(uuid, uuid[], timestamptz) set enable_seqscan = on;

alter table campaign
  drop constraint campaign_is_frozen_before_it_runs,
  add constraint campaign_is_frozen_before_it_runs check (
    state::text in ('draft', 'discarded') or (staged_at is not null and population is not null and population_hash is not null
      and population_count is not null)),
  drop constraint campaign_runs_until_its_end,
  add constraint campaign_runs_until_its_end check (
    state::text in ('draft', 'staged', 'discarded')
    or (started_at is not null and due_at is not null and stage_ends_at is not null));
