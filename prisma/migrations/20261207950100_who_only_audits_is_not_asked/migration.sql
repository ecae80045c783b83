-- Whom the sources of a review stand for are people who may answer: who only audits was given items at staging that nobody
-- could answer then.

-- As before, of those with a role that answers.
create or replace function review_pool(p_organization_id uuid, p_source jsonb) returns uuid[] language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case p_source ->> 'kind'
    when 'role' then array(
      select u.id from users u join role_assignment a on a.organization_id = u.organization_id and a.user_id = u.id
      where u.organization_id = p_organization_id and u.is_active and a.role::text = p_source ->> 'role'
        and may_review(p_organization_id, u.id) order by u.id)
    when 'group' then array(
      select u.id from users u
      join group_member m on m.organization_id = u.organization_id and m.user_id = u.id
      join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
      where u.organization_id = p_organization_id and u.is_active and m.group_id = (p_source ->> 'groupId')::uuid
        and may_review(p_organization_id, u.id) order by u.id)
    when 'person' then array(
      select u.id from users u
      where u.organization_id = p_organization_id and u.is_active and u.id = (p_source ->> 'userId')::uuid
        and may_review(p_organization_id, u.id))
  end
$$;

-- As before, of those with a role that answers: looked up once for a statement, not once for each server.
create or replace function review_candidates(p_organization_id uuid, p_sources jsonb) returns text language plpgsql stable
set search_path = pg_catalog, public, pg_temp as $$
declare
  answers constant text := 'case when %1$s.is_active and %1$s.id in (
    select a.user_id from role_assignment a where a.organization_id = %2$L and a.role in (''admin'', ''approver'', ''member'')
  ) then %1$s.id end';
  source jsonb;
  pool uuid[];
  parts text[] := '{}';
begin
  for source in select value from jsonb_array_elements(p_sources) loop
    pool := review_pool(p_organization_id, source);
    parts := parts || case source ->> 'kind'
      when 'owner' then array[format(answers, 'o', p_organization_id)]
      when 'backup_owner' then array[format(answers, 'b', p_organization_id)]
      when 'manager' then array[format(answers, 'm', p_organization_id)]
      else case when cardinality(pool) = 0 then '{}' else array[
        format('(%L::uuid[])[1 + (hashtextextended(s.id::text, 0) & 9223372036854775807) %% %s]', pool, cardinality(pool)),
        format('(%L::uuid[])[1 + ((hashtextextended(s.id::text, 0) & 9223372036854775807) + 1) %% %s]', pool, cardinality(pool))
      ] end
    end;
  end loop;
  return format('array_remove(array[%s]::uuid[], null)', array_to_string(parts, ', '));
end
$$;
