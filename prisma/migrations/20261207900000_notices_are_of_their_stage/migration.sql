-- As before, but that whoever waited for a stage to end tells of the one that began meanwhile: what is noted is noted in it.
create or replace function note_campaign_notices(
  p_campaign_id uuid, p_kind campaign_notice_kind, p_reviewer_ids uuid[], p_day date, p_at timestamptz
) returns table (told_id uuid, told_for_id uuid, waiting integer) language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_organization_id();
begin
  return query
  insert into campaign_notice as n (organization_id, id, campaign_id, stage, kind, person_id, for_id, items, day, at)
  select org, uuidv7(), p_campaign_id, w.stage, p_kind, w.person_id, w.for_id, w.items, p_day, greatest(p_at, c.stage_started_at)
  from campaign c
  cross join lateral people_with_work(c.id, p_reviewer_ids, p_at) w
  where c.organization_id = org and c.id = p_campaign_id
  order by w.person_id, w.for_id
  on conflict do nothing
  returning n.person_id, n.for_id, n.items;
end
$$;
