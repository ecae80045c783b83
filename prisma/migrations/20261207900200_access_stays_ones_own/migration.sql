-- Access is one's own for as long as the review lasts: as before, and whoever owned the consumer when it was frozen does not answer
-- for it either, though somebody else owns it by now.
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
      when i.subject_kind = 'access' and (i.facts #>> '{consumer,ownerId}' in (a.decided_by_id::text, a.decided_for_id::text) or exists (
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
