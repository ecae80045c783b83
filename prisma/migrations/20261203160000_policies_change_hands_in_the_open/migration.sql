-- Nobody agrees to their own words, by whomever they are brought back; and the people who change the policy do not end
-- without anybody noticing.

-- Whoever wrote the same document, word for word, in a version that never took effect; nobody where one of those did.
create function wrote_the_same_policy(p_organization_id uuid, p_id uuid, p_document jsonb) returns uuid[]
language sql stable set search_path = pg_catalog, public, pg_temp
return coalesce((
    select array_agg(distinct said.editor_id)
    from policy_version v cross join lateral unnest(v.editor_ids) as said(editor_id)
    where v.organization_id = p_organization_id and v.id <> p_id and v.state in ('withdrawn', 'rejected')
      and v.document = p_document
      and not exists (
        select from policy_version w
        where w.organization_id = p_organization_id and w.id <> p_id and w.state in ('active', 'superseded')
          and w.document = p_document)
  ), '{}');

create or replace function refuse_rewritten_policy() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  had_a_hand uuid[];
begin
  if old.state <> 'draft' and (new.document <> old.document or new.editor_ids <> old.editor_ids
    or new.proposed_by_id is distinct from old.proposed_by_id) then
    raise exception 'proposed_policy_stands_still: what was proposed is never rewritten'
      using errcode = '23514', constraint = 'proposed_policy_stands_still';
  end if;
  if not (old.editor_ids <@ new.editor_ids) then
    raise exception 'policy_editors_stay_on_record: nobody is taken off the editors'
      using errcode = '23514', constraint = 'policy_editors_stay_on_record';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (
    ('draft', 'proposed'), ('draft', 'withdrawn'), ('proposed', 'draft'), ('proposed', 'active'),
    ('proposed', 'rejected'), ('proposed', 'withdrawn'), ('active', 'superseded')
  ) then
    raise exception 'policy_state_is_final: a policy version does not go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'policy_state_is_final';
  end if;
  if old.state = 'proposed' and new.state in ('active', 'rejected') and not exists (
    select from users u where u.organization_id = new.organization_id and u.id = new.decided_by_id and u.is_active
  ) then
    raise exception 'only_active_people_decide: whoever decides on a policy is an active person'
      using errcode = '23514', constraint = 'only_active_people_decide';
  end if;
  if old.state = 'proposed' and new.state in ('active', 'rejected') then
    -- The one in force until now: only one is in the making at a time, so the highest number was put in force last.
    select v.document -> 'change' -> 'from' into asked from policy_version v
    where v.organization_id = new.organization_id and v.state in ('active', 'superseded') and v.id <> new.id
    order by v.number desc limit 1;
    asked := coalesce(asked, '[{"kind": "role", "role": "admin"}, {"kind": "role", "role": "approver"}]');
    had_a_hand := new.editor_ids || coalesce(new.proposed_by_id, new.created_by_id)
      || wrote_the_same_policy(new.organization_id, new.id, new.document);
    if new.decided_by_id = any (had_a_hand) then
      raise exception 'nobody_decides_their_own_policy: whoever wrote it does not decide on it'
        using errcode = '23514', constraint = 'nobody_decides_their_own_policy';
    end if;
    if not changes_policy(new.organization_id, new.decided_by_id, asked) and not (
      changes_policy(new.organization_id, new.decided_by_id, '[{"kind": "role", "role": "admin"}]')
      and not exists (
        select from users u
        where u.organization_id = new.organization_id and u.id <> all (had_a_hand)
          and changes_policy(u.organization_id, u.id, asked))
    ) then
      raise exception 'policy_in_force_says_who_changes_it: the policy in force does not ask this person about its changes'
        using errcode = '23514', constraint = 'policy_in_force_says_who_changes_it';
    end if;
  end if;
  return new;
end
$$;


-- What was begun from a version that never took effect keeps those who wrote that one.
create function refuse_forgotten_policy_editors() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from policy_version v
    where v.organization_id = new.organization_id and v.number = new.restored_from
      and v.state not in ('active', 'superseded') and not (v.editor_ids <@ new.editor_ids)
  ) then
    raise exception 'policy_editors_stay_on_record: nobody is taken off the editors'
      using errcode = '23514', constraint = 'policy_editors_stay_on_record';
  end if;
  return new;
end
$$;
create trigger refuse_forgotten_policy_editors before insert on policy_version
  for each row execute function refuse_forgotten_policy_editors();

-- A policy in force gives way to another one only, at the end of the same transaction.
create function refuse_end_without_another_policy() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from policy_version v where v.organization_id = new.organization_id and v.state = 'active'
  ) then
    raise exception 'a_policy_gives_way_to_another: the policy in force ends only when another takes effect'
      using errcode = '23514', constraint = 'a_policy_gives_way_to_another';
  end if;
  return null;
end
$$;
create constraint trigger refuse_end_without_another_policy after update of state on policy_version
  deferrable initially deferred
  for each row when (old.state = 'active' and new.state = 'superseded')
  execute function refuse_end_without_another_policy();

-- A group that the policy in force asks about its changes keeps somebody who can answer: emptied, it would leave them to
-- administrators. Whoever is deactivated is another matter, and told as it happens.
create function refuse_emptying_of_group_that_changes_policy() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from gone
    join users g on g.organization_id = gone.organization_id and g.id = gone.user_id and g.is_active
    join policy_version v on v.organization_id = gone.organization_id and v.state = 'active'
    cross join lateral jsonb_array_elements(v.document -> 'change' -> 'from') as said(source)
    where said.source ->> 'groupId' = gone.group_id::text and not exists (
      select from group_member m
      join users u on u.organization_id = m.organization_id and u.id = m.user_id and u.is_active
      where m.organization_id = gone.organization_id and m.group_id = gone.group_id)
  ) then
    raise exception 'group_that_changes_policy_keeps_somebody: somebody active stays in it'
      using errcode = '23514', constraint = 'group_that_changes_policy_keeps_somebody';
  end if;
  return null;
end
$$;
create trigger refuse_emptying_of_group_that_changes_policy after delete on group_member
  referencing old table as gone
  for each statement execute function refuse_emptying_of_group_that_changes_policy();
