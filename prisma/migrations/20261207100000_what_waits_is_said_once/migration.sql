-- What waits for an answer is said once, here: lists, counts, notices, sweeps and guards all read these. The views ask with the
-- rights of whoever reads them, and `waiting_count` is `waiting_item` as the database counts it with every change.

-- An item waits while its review runs and has come to its stage, nobody answered it there, and it has not ended meanwhile.
create view waiting_item with (security_invoker = true) as
  select i.organization_id, i.id, i.campaign_id, i.position, i.stage, i.reviewer_id, i.server_id, i.server_name, i.team, i.risk,
    i.subject_kind, i.subject_id, i.facts, i.decision, i.standing, i.sampled_at, i.version, c.due_at, c.stage_ends_at
  from campaign_item i
  join campaign c on c.organization_id = i.organization_id and c.id = i.campaign_id and c.state = 'running' and c.stage = i.stage
  where i.decision = 'undecided' and i.outcome is null;
grant select on waiting_item to steward_app;

create view waiting_count with (security_invoker = true) as
  select t.organization_id, t.campaign_id, t.reviewer_id, t.team, t.risk, t.subject_kind, t.stage, t.standing, t.count, c.stage_ends_at
  from campaign_tally t
  join campaign c on c.organization_id = t.organization_id and c.id = t.campaign_id and c.state = 'running' and c.stage = t.stage
  where t.decision = 'undecided' and t.outcome = 'none' and t.count > 0;
grant select on waiting_count to steward_app;

-- What waits for a second look, of a million items that do not.
create index campaign_item_looked_at_again on campaign_item (organization_id, campaign_id, reviewer_id)
  where sampled_at is not null and decision = 'undecided' and outcome is null;

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

-- Who has work left in a review, of these reviewers or of all: in the place of one who is away their delegate, as far as they
-- may answer; what they may not waits for the reviewer.
create function people_with_work(p_campaign_id uuid, p_reviewer_ids uuid[], p_at timestamptz)
returns table (person_id uuid, for_id uuid, stage smallint, items integer) language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with seat as (
    select w.reviewer_id, w.stage, w.items, a.delegate_id, case when a.delegate_id is null then 0 else (
      select count(distinct b.item_id)::integer from delegate_bar b
      where b.organization_id = current_organization_id() and b.campaign_id = p_campaign_id
        and b.reviewer_id = w.reviewer_id and b.person_id = a.delegate_id) end as barred
    from (
      select c.reviewer_id, c.stage, sum(c.count)::integer as items from waiting_count c
      where c.organization_id = current_organization_id() and c.campaign_id = p_campaign_id
        and (p_reviewer_ids is null or c.reviewer_id = any (p_reviewer_ids))
      group by c.reviewer_id, c.stage
    ) w
    join users u on u.organization_id = current_organization_id() and u.id = w.reviewer_id
    left join absence a on a.organization_id = current_organization_id() and a.user_id = w.reviewer_id
      and a.starts_at <= p_at and p_at < a.ends_at and may_review(current_organization_id(), a.delegate_id)
  )
  select s.delegate_id, s.reviewer_id, s.stage, s.items - s.barred from seat s
  where s.delegate_id is not null and s.items > s.barred
  union all
  select s.reviewer_id, null, s.stage, case when s.delegate_id is null then s.items else s.barred end from seat s
  where s.delegate_id is null or s.barred > 0
$$;

-- As before, to those who have work left, and not before the stage began.
create or replace function note_campaign_notices(
  p_campaign_id uuid, p_kind campaign_notice_kind, p_reviewer_ids uuid[], p_day date, p_at timestamptz
) returns table (told_id uuid, told_for_id uuid, waiting integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
begin
  if exists (
    select from campaign c where c.organization_id = org and c.id = p_campaign_id and p_at < c.stage_started_at
  ) then
    raise exception 'notices_follow_their_stage: nobody was told of this stage before it began'
      using errcode = '23514', constraint = 'notices_follow_their_stage';
  end if;
  return query
  insert into campaign_notice as n (organization_id, id, campaign_id, stage, kind, person_id, for_id, items, day, at)
  select org, uuidv7(), p_campaign_id, w.stage, p_kind, w.person_id, w.for_id, w.items, p_day, p_at
  from people_with_work(p_campaign_id, p_reviewer_ids, p_at) w
  order by w.person_id, w.for_id
  on conflict do nothing
  returning n.person_id, n.for_id, n.items;
end
$$;

-- A second look passes an item on like any other: whom it was taken from and given to is on record, and who was told.
alter type campaign_reassignment_kind add value 'second_look';

-- Of every running review, or of one.
drop function if exists sample_campaign_items(timestamptz, int);
drop function if exists sample_campaign_items(timestamptz, int, uuid);
create function sample_campaign_items(p_now timestamptz, p_limit int, p_campaign_id uuid default null)
returns table (campaign_id uuid, reviewer_id uuid, items bigint) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  asking record;
  moved jsonb;
begin
  for asking in
    select c.id, i.stage,
      review_candidates(org, (c.definition #> array['stages', (i.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')) as people,
      array_agg(i.id) as ids
    from (
      select a.campaign_id, a.item_id, a.decided_by_id, a.decided_at from campaign_answer a
      join campaign r on r.organization_id = a.organization_id and r.id = a.campaign_id and r.state = 'running'
      where a.organization_id = org and (p_campaign_id is null or a.campaign_id = p_campaign_id) and a.is_drawn and a.decided_at < p_now - interval '10 seconds'
    ) a
    join campaign c on c.organization_id = org and c.id = a.campaign_id
    join campaign_item i on i.organization_id = org and i.id = a.item_id and i.sampled_at is null and i.outcome is null
      and i.stage = c.stage and i.decided_by_id = a.decided_by_id and i.decided_at = a.decided_at
    group by c.id, c.definition, i.stage
    limit p_limit
  loop
    execute format($sql$
      with second as (
        select i.id, i.reviewer_id as first_id, (
          select p.who from unnest(array_remove(array[case when w.is_active then w.id end], null) || %s) with ordinality p (who, place)
          where p.who <> i.reviewer_id
            and p.who is distinct from i.decided_by_id and p.who is distinct from i.decided_for_id
            and p.who is distinct from k.owner_id and may_review(i.organization_id, p.who)
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
        returning i.position, x.first_id, x.who
      )
      select coalesce(jsonb_agg(jsonb_build_object('position', position, 'from_id', first_id, 'to_id', who)), '[]') from given
    $sql$, asking.people) using org, asking.ids, p_now into moved;
    continue when moved = '[]';
    perform note_reassignments(org, asking.id, asking.stage, 'second_look', null, null, p_now, moved);
    perform note_campaign_notices(asking.id, 'assignment',
      array(select distinct m.to_id from jsonb_to_recordset(moved) as m(to_id uuid)), (p_now at time zone 'UTC')::date, p_now);
    return query
      select asking.id, m.to_id, count(*) from jsonb_to_recordset(moved) as m(to_id uuid) group by m.to_id;
  end loop;
end
$$;
