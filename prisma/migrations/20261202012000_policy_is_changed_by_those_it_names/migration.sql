-- Whoever puts a policy in force is one whom the policy in force until then asks about its changes. Where nobody is left of
-- those, but for who had a hand in the change, an administrator may, so that a policy is never past changing.
create function changes_policy(p_organization_id uuid, p_user_id uuid, p_from jsonb) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from users u where u.organization_id = p_organization_id and u.id = p_user_id and u.is_active
  ) and exists (
    select from jsonb_array_elements(p_from) as said(source)
    where case said.source ->> 'kind'
      when 'role' then exists (
        select from role_assignment a
        where a.organization_id = p_organization_id and a.user_id = p_user_id
          and a.role::text = said.source ->> 'role')
      when 'group' then exists (
        select from group_member m
        join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
        where m.organization_id = p_organization_id and m.user_id = p_user_id
          and m.group_id = (said.source ->> 'groupId')::uuid)
      when 'person' then said.source ->> 'userId' = p_user_id::text
      else false
    end
  )
$$;

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
    had_a_hand := new.editor_ids || coalesce(new.proposed_by_id, new.created_by_id);
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

-- A group that the policy in force asks about its changes stays until another policy names others.
create function refuse_end_of_group_that_changes_policy() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from policy_version v
    cross join lateral jsonb_array_elements(v.document -> 'change' -> 'from') as said(source)
    where v.organization_id = new.organization_id and v.state = 'active' and said.source ->> 'groupId' = new.id::text
  ) then
    raise exception 'group_decides_on_the_policy: the policy in force asks this group about its changes'
      using errcode = '23514', constraint = 'group_decides_on_the_policy';
  end if;
  return new;
end
$$;
create trigger refuse_end_of_group_that_changes_policy before update of deleted_at on user_group
  for each row when (new.deleted_at is not null and old.deleted_at is null)
  execute function refuse_end_of_group_that_changes_policy();
