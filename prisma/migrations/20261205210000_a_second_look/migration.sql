-- Gives what was answered too fast and drawn to a second reviewer: the manager of whoever answered, else the next that the
-- stage or the fallback names; never who answered it before, nor who gains by it. The item waits again; the first answer stands
-- on record, and counts if the second person gives none. What nobody else could look at stays as it was answered.
create function sample_campaign_items(p_now timestamptz, p_limit int)
returns table (campaign_id uuid, reviewer_id uuid, items bigint) language plpgsql
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
      and i.decided_by_id = a.decided_by_id and i.decided_at = a.decided_at
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
