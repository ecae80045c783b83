-- Whoever owned the consumer when its access was frozen never answers about it, as whoever owns it now does not. Nobody gives it to
-- them, then: what came to them could be answered by nobody and waited for ever.
create function review_frozen_owner(p_kind review_subject, p_facts text) returns uuid language sql stable parallel safe
  return case when p_kind = 'access' then (p_facts::json #>> '{consumer,ownerId}')::uuid end;

-- Who owns the consumer whose access it is now, and who did when it was frozen: they never review it.
drop function review_gainer(uuid, review_subject, uuid);
create function review_gainers(p_organization_id uuid, p_kind review_subject, p_subject_id uuid, p_facts text) returns uuid[]
language sql stable
  return case when p_kind <> 'access' then '{}' else array_remove(array[(
    select c.owner_id from grants g join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.organization_id = p_organization_id and g.id = p_subject_id), review_frozen_owner(p_kind, p_facts)], null) end;

-- Of candidates in their order the first who can be asked in a stage and is none of those. Whoever answered it before comes last,
-- so that a later stage is another person's where there is one; whoever did in this stage is out: a second look is another's.
drop function fit_reviewer(uuid, uuid, smallint, uuid[], uuid, uuid);
create function fit_reviewer(
  p_organization_id uuid, p_item_id uuid, p_stage smallint, p_candidates uuid[], p_gainer_ids uuid[], p_not_id uuid
) returns uuid language sql stable
  return (
    select c.id from unnest(p_candidates) with ordinality c(id, rank)
    where c.id <> all (p_gainer_ids) and c.id is distinct from p_not_id and may_review(p_organization_id, c.id)
      and not exists (
        select from campaign_answer a
        where a.organization_id = p_organization_id and a.item_id = p_item_id and a.stage = p_stage
          and c.id in (a.decided_by_id, a.decided_for_id))
    order by exists (
      select from campaign_answer a
      where a.organization_id = p_organization_id and a.item_id = p_item_id and c.id in (a.decided_by_id, a.decided_for_id)), c.rank
    limit 1);

-- As before, with both left out.
create or replace function advance_campaign_items(p_campaign_id uuid, p_after integer, p_limit integer)
returns table (moved integer, last integer) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  stage_now smallint;
  doc jsonb;
begin
  select c.stage, c.definition into stage_now, doc from campaign c
    where c.organization_id = org and c.id = p_campaign_id and c.state = 'running' for share;
  if doc is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  return query execute format($sql$
    with page as materialized (
      select i.id, i.position, i.server_id, review_gainers($1, i.subject_kind, i.subject_id, i.facts) as gainer_ids
      from campaign_item i
      where i.organization_id = $1 and i.campaign_id = $2 and i.position > $3 and i.stage < $5
        and i.outcome is null and stage_takes($6, i.decision, i.risk)
      order by i.position limit $4
    ), placed as materialized (
      select x.id, x.position, fit_reviewer($1, x.id, $5, x.candidates, x.gainer_ids, null) as reviewer_id
      from (
        select i.id, i.position, i.gainer_ids, %s as candidates
        from page i
        join server s on s.organization_id = $1 and s.id = i.server_id
        left join users o on o.organization_id = $1 and o.id = s.owner_id
        left join users b on b.organization_id = $1 and b.id = s.backup_owner_id
        left join users m on m.organization_id = $1 and m.id = o.manager_id
        offset 0
      ) x
    ), moved as (
      update campaign_item i set stage = $5, reviewer_id = p.reviewer_id, escalated = null, sampled_at = null, decision = 'undecided', reason = null,
        change = null, decided_by_id = null, decided_for_id = null, decided_at = null, version = i.version + 1
      from placed p
      where i.organization_id = $1 and i.id = p.id and i.stage < $5
      returning i.position
    )
    select count(*)::integer, case when count(*) = $4 then max(position) end from moved
  $sql$, review_candidates(org, (doc #> array['stages', (stage_now - 1)::text, 'reviewers']) || jsonb_build_array(doc -> 'fallback')))
  using org, p_campaign_id, p_after, p_limit, stage_now, doc #>> array['stages', (stage_now - 1)::text, 'takes'];
end
$$;

-- As before. `gains`: `p_from_id` owns the consumer by now, or did when it was frozen.
create or replace function pass_on_campaign_items(
  p_campaign_id uuid, p_kind campaign_reassignment_kind, p_from_id uuid, p_at timestamptz, p_after integer, p_limit integer
) returns table (from_id uuid, to_id uuid, items integer, last integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  c campaign;
  sources jsonb;
  moved jsonb;
  seen integer;
  behind integer;
begin
  select * into c from campaign x where x.organization_id = org and x.id = p_campaign_id and x.state = 'running' for share;
  if c.id is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  if p_kind = 'by_hand' or (p_kind = 'left' and may_review(org, p_from_id))
    or (p_kind = 'overdue' and (c.escalations = 0 or p_at < c.stage_ends_at or c.stage < jsonb_array_length(c.definition -> 'stages'))) then
    raise exception 'items_pass_on_for_a_reason: whoever reviews this still can' using errcode = '23514', constraint = 'items_pass_on_for_a_reason';
  end if;
  sources := case when p_kind <> 'overdue'
      then (c.definition #> array['stages', (c.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')
      else '[]' end
    || case when p_kind = 'overdue' and c.escalations = 1 then '[{"kind":"backup_owner"}]' else '[]' end::jsonb
    || case when p_kind <> 'overdue' or c.escalations <= 2 then '[{"kind":"manager"}]' else '[]' end::jsonb
    || '[{"kind":"role","role":"admin"}]';
  execute format($sql$
    with page as materialized (
      select i.id, i.position, i.server_id, i.reviewer_id, review_gainers($1, i.subject_kind, i.subject_id, i.facts) as gainer_ids
      from campaign_item i
      where i.organization_id = $1 and i.campaign_id = $2 and i.position > $3 and i.decision = 'undecided' and i.outcome is null and i.stage = $5
        and case $6 when 'overdue' then coalesce(i.escalated, 0) < $7 when 'nobody' then i.reviewer_id is null else i.reviewer_id = $8 end
      order by i.position limit $4
    ), placed as materialized (
      select x.id, x.position, x.reviewer_id as from_id, fit_reviewer($1, x.id, $5, x.candidates, x.gainer_ids, x.reviewer_id) as to_id
      from (
        select i.*, %s as candidates
        from page i
        join server s on s.organization_id = $1 and s.id = i.server_id
        left join users o on o.organization_id = $1 and o.id = s.owner_id
        left join users b on b.organization_id = $1 and b.id = s.backup_owner_id
        left join users m on m.organization_id = $1 and m.id = o.manager_id
        where $6 <> 'gains' or i.reviewer_id = any (i.gainer_ids)
        offset 0
      ) x
    ), moved as (
      update campaign_item i set reviewer_id = p.to_id, escalated = case when $6 = 'overdue' then $7 else i.escalated end,
        version = i.version + 1
      from placed p
      where i.organization_id = $1 and i.id = p.id and i.decision = 'undecided' and p.to_id is not null
        and i.reviewer_id is not distinct from p.from_id
      returning i.position, p.from_id, p.to_id
    )
    select (select count(*) from page), (select max(position) from page),
      coalesce((select jsonb_agg(jsonb_build_object('position', position, 'from_id', m.from_id, 'to_id', m.to_id)) from moved m), '[]')
  $sql$, review_candidates(org, sources))
  using org, p_campaign_id, p_after, p_limit, c.stage, p_kind::text, c.escalations, p_from_id
  into seen, behind, moved;
  perform note_reassignments(org, p_campaign_id, c.stage, p_kind, null, null, p_at, moved);
  perform note_campaign_notices(p_campaign_id, case when p_kind = 'overdue' then 'escalation' else 'assignment' end::campaign_notice_kind,
    array(select distinct m.to_id from jsonb_to_recordset(moved) as m(to_id uuid)), (p_at at time zone 'UTC')::date, p_at);
  return query
    select m.from_id, m.to_id, count(*)::integer, case when seen = p_limit then behind end
    from jsonb_to_recordset(moved) as m(from_id uuid, to_id uuid)
    group by m.from_id, m.to_id
    union all select null::uuid, null::uuid, 0, case when seen = p_limit then behind end where moved = '[]';
end
$$;

-- As before.
create or replace function reassign_campaign_items(
  p_campaign_id uuid, p_item_ids uuid[], p_from_id uuid, p_to_id uuid, p_by_id uuid, p_reason text, p_at timestamptz,
  p_after integer, p_limit integer
) returns table (items integer, left_out integer, last integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
  c campaign;
  is_admin boolean;
  pool uuid[] := '{}';
  source jsonb;
  moved jsonb;
  seen integer;
  behind integer;
begin
  select * into c from campaign x where x.organization_id = org and x.id = p_campaign_id and x.state = 'running' for share;
  if c.id is null then
    raise exception 'items_move_while_it_runs: this review does not run' using errcode = '23514', constraint = 'items_move_while_it_runs';
  end if;
  if not may_review(org, p_to_id) or not may_review(org, p_by_id) then
    raise exception 'items_pass_to_who_may_answer: choose somebody active who may answer in reviews'
      using errcode = '23514', constraint = 'items_pass_to_who_may_answer';
  end if;
  is_admin := exists (select from role_assignment a where a.organization_id = org and a.user_id = p_by_id and a.role = 'admin');
  for source in select value from jsonb_array_elements(
    (c.definition #> array['stages', (c.stage - 1)::text, 'reviewers']) || jsonb_build_array(c.definition -> 'fallback')
      || '[{"kind":"role","role":"admin"}]') loop
    pool := pool || coalesce(review_pool(org, source), '{}');
  end loop;
  with page as materialized (
    select i.id, i.position, i.server_id, i.reviewer_id, i.sampled_at,
      review_gainers(org, i.subject_kind, i.subject_id, i.facts) as gainer_ids
    from campaign_item i
    where i.organization_id = org and i.campaign_id = p_campaign_id and i.position > p_after and i.decision = 'undecided'
      and i.outcome is null and i.stage = c.stage and (p_item_ids is null or i.id = any (p_item_ids))
      and (p_from_id is null or i.reviewer_id = p_from_id) and (p_item_ids is not null or p_from_id is not null)
    order by i.position limit p_limit
  ), fit as materialized (
    select i.id, i.position, i.reviewer_id
    from page i
    join server s on s.organization_id = org and s.id = i.server_id
    left join users o on o.organization_id = org and o.id = s.owner_id
    left join users r on r.organization_id = org and r.id = i.reviewer_id
    where (is_admin or i.reviewer_id = p_by_id) and i.reviewer_id is distinct from p_to_id and p_to_id <> all (i.gainer_ids)
      and (p_to_id = any (pool) or p_to_id in (s.owner_id, s.backup_owner_id, o.manager_id, r.manager_id))
      and not exists (
        select from campaign_answer a
        where a.organization_id = org and a.item_id = i.id and p_to_id in (a.decided_by_id, a.decided_for_id)
          and (a.stage < c.stage or i.sampled_at is not null))
  ), done as (
    update campaign_item i set reviewer_id = p_to_id, version = i.version + 1
    from fit f
    where i.organization_id = org and i.id = f.id and i.decision = 'undecided' and i.reviewer_id is not distinct from f.reviewer_id
    returning i.position, f.reviewer_id as from_id
  )
  select (select count(*) from page), (select max(position) from page),
    coalesce((select jsonb_agg(jsonb_build_object('position', position, 'from_id', d.from_id, 'to_id', p_to_id)) from done d), '[]')
  into seen, behind, moved;
  perform note_reassignments(org, p_campaign_id, c.stage, 'by_hand', p_by_id, p_reason, p_at, moved);
  if moved <> '[]' then
    perform note_campaign_notices(p_campaign_id, 'assignment', array[p_to_id], (p_at at time zone 'UTC')::date, p_at);
  end if;
  items := jsonb_array_length(moved);
  left_out := seen - items;
  last := case when seen = p_limit then behind end;
  return next;
end
$$;

-- As before.
create or replace function sample_campaign_items(p_now timestamptz, p_limit int, p_campaign_id uuid default null)
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
            and p.who <> all (i.gainer_ids) and may_review(i.organization_id, p.who)
            and not exists (select from campaign_answer b where b.organization_id = i.organization_id and b.item_id = i.id
              and p.who in (b.decided_by_id, b.decided_for_id))
          order by p.place limit 1) as who
        from (
          select x.*, review_gainers($1, x.subject_kind, x.subject_id, x.facts) as gainer_ids from campaign_item x
          where x.organization_id = $1 and x.id = any ($2) offset 0
        ) i
        join server s on s.organization_id = i.organization_id and s.id = i.server_id
        left join users o on o.organization_id = s.organization_id and o.id = s.owner_id
        left join users b on b.organization_id = s.organization_id and b.id = s.backup_owner_id
        left join users m on m.organization_id = s.organization_id and m.id = o.manager_id
        left join users r on r.organization_id = i.organization_id and r.id = i.decided_by_id
        left join users w on w.organization_id = i.organization_id and w.id = r.manager_id
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

-- Who does not answer, in the place of its reviewer, an item that waits: whoever answered it in an earlier stage or before a
-- second look, whoever owns the consumer whose access it is, and anybody where its reviewer does. Who owned it when it was frozen
-- is looked for among those who are away and their delegates alone: the text is searched before it is read.
create or replace view delegate_bar with (security_invoker = true) as
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
  where w.subject_kind = 'access'
  union all
  select w.organization_id, w.campaign_id, w.id, w.reviewer_id, w.team, w.risk, w.subject_kind, d.delegate_id
  from waiting_item w
  join absence d on d.organization_id = w.organization_id and d.user_id = w.reviewer_id
  where w.subject_kind = 'access' and (strpos(w.facts, d.delegate_id::text) > 0 or strpos(w.facts, w.reviewer_id::text) > 0)
    and review_frozen_owner(w.subject_kind, w.facts) in (d.delegate_id, w.reviewer_id);
