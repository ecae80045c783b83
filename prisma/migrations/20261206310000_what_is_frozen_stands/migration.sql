-- What an answer says is looked at when it is given: in the stage that is open, and for somebody away by whoever answers for
-- them then. What is put back before a close was given before: a stage may have ended since, and an absence.
drop trigger refuse_answers_out_of_turn on campaign_item;
create or replace function refuse_answers_out_of_turn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  unfit text;
begin
  select case when i.stage <> c.stage or n.stage <> c.stage then 'stages_are_answered_in_turn' else 'delegates_answer_for_who_is_away' end
  into unfit
  from after_rows n
  join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id
  join campaign_item i on i.organization_id = n.organization_id and i.id = n.item_id
  where n.decision <> 'undecided'
    and (i.stage <> c.stage or n.stage <> c.stage or (n.decided_for_id is not null and not exists (
      select from absence a
      where a.organization_id = n.organization_id and a.user_id = n.decided_for_id and a.delegate_id = n.decided_by_id
        and a.starts_at <= n.decided_at and n.decided_at < a.ends_at)))
  limit 1;
  if unfit is not null then
    raise exception '%: this is not answered so, now', unfit using errcode = '23514', constraint = unfit;
  end if;
  return null;
end
$$;
create trigger refuse_answers_out_of_turn after insert on campaign_answer
  referencing new table as after_rows
  for each statement execute function refuse_answers_out_of_turn();

-- A second look is given by sample_campaign_items() alone: with this column an answer could be taken from an item without trace.
revoke update (sampled_at) on campaign_item from steward_app;

-- As before, and: a population stands with the definition it answers, and a closed review with all it says of itself.
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
  -- What was frozen answers the definition it was frozen with.
  if ((old.state = 'staged' and new.state = 'draft')
      or (old.state = 'draft' and new.definition is distinct from old.definition)) and exists (
    select from campaign_tally t
    where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
  ) then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  -- Its evidence is anchored: all it says of itself stands, but that it is signed.
  if old.state in ('closed', 'signed')
    and to_jsonb(new) - 'state' - 'version' is distinct from to_jsonb(old) - 'state' - 'version' then
    raise exception 'frozen_campaign_stands: what a closed review says of itself does not change'
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

-- Every review begins as a draft.
create function refuse_begun_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'reviews_begin_as_drafts: a review begins as a draft' using errcode = '23514', constraint = 'reviews_begin_as_drafts';
end
$$;
create trigger refuse_begun_campaign before insert on campaign
  for each row when (new.state <> 'draft') execute function refuse_begun_campaign();

-- As before, and: what is asked again of an earlier review is its leftovers, not the whole of a server.
create or replace function reviews_whole_servers(p_definition jsonb) returns boolean language sql immutable
set search_path = pg_catalog, public, pg_temp
return p_definition -> 'subjects' ?& array['tool', 'scope', 'access']
  and coalesce(p_definition #> '{scope,grantedWithinDays}', 'null') = 'null'
  and coalesce(p_definition #> '{scope,unusedForDays}', 'null') = 'null'
  and coalesce(p_definition #> '{scope,unansweredIn}', 'null') = 'null';

-- As before, and what ended is settled at the very moment when the close begins: it waits for nobody either.
create or replace function mark_servers_reviewed(p_campaign_id uuid, p_after integer, p_rows integer) returns jsonb
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
    having bool_and(i.decision <> 'undecided' or i.outcome = 'not_needed' and i.outcome_at <= closing_at)
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

-- As before, in the stage that is open: what a stage before answered goes on as it takes it.
create or replace function sample_campaign_items(p_now timestamptz, p_limit int)
returns table (campaign_id uuid, reviewer_id uuid, items bigint) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  asking record;
begin
  for asking in
    select c.id, i.stage,
      review_candidates(org, (c.definition #> array['stages', (i.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')) as people,
      array_agg(i.id) as ids
    from (
      select a.campaign_id, a.item_id, a.decided_by_id, a.decided_at from campaign_answer a
      join campaign r on r.organization_id = a.organization_id and r.id = a.campaign_id and r.state = 'running'
      where a.organization_id = org and a.is_drawn and a.decided_at < p_now - interval '10 seconds'
    ) a
    join campaign c on c.organization_id = org and c.id = a.campaign_id
    join campaign_item i on i.organization_id = org and i.id = a.item_id and i.sampled_at is null
      and i.stage = c.stage and i.decided_by_id = a.decided_by_id and i.decided_at = a.decided_at
    group by c.id, c.definition, i.stage
    limit p_limit
  loop
    return query execute format($sql$
      with second as (
        select i.id, (
          select p.who from unnest(array_remove(array[case when w.is_active then w.id end], null) || %s) with ordinality p (who, place)
          where p.who <> i.reviewer_id
            and p.who is distinct from i.decided_by_id and p.who is distinct from i.decided_for_id
            and p.who is distinct from k.owner_id
            and not exists (select from campaign_answer b where b.organization_id = i.organization_id and b.item_id = i.id
              and p.who in (b.decided_by_id, b.decided_for_id))
          order by p.place limit 1) as who
        from campaign_item i
        join server s on s.organization_id = i.organization_id and s.id = i.server_id
        left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
        left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
        left join users m on m.organization_id = s.organization_id and m.id = o.manager_id
        left join users r on r.organization_id = i.organization_id and r.id = i.decided_by_id
        left join users w on w.organization_id = i.organization_id and w.id = r.manager_id
        left join grants g on g.organization_id = i.organization_id and g.id = i.subject_id
        left join consumer k on k.organization_id = g.organization_id and k.id = g.consumer_id
        where i.organization_id = $1 and i.id = any ($2)
      ),
      given as (
        update campaign_item i set reviewer_id = x.who, sampled_at = $3, decision = 'undecided', reason = null, change = null,
          decided_by_id = null, decided_for_id = null, decided_at = null, version = i.version + 1
        from second x
        where i.organization_id = $1 and i.id = x.id and x.who is not null and i.sampled_at is null and i.decision <> 'undecided'
        returning i.campaign_id, i.reviewer_id
      )
      select g.campaign_id, g.reviewer_id, count(*) from given g group by 1, 2
    $sql$, asking.people) using org, asking.ids, p_now;
  end loop;
end
$$;
