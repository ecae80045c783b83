-- While nobody answers, those who are asked are reminded, and others are asked in the stage that waits, as the policy said
-- when the request was submitted.
alter table request_stage
  add column reminded_at timestamptz(3),
  add column escalated_at timestamptz(3);
grant update (reminded_at, escalated_at) on request_stage to steward_app;

alter table request_seat drop constraint request_seat_has_a_source;
alter table request_seat add constraint request_seat_has_a_source check (
  source ~ '^((escalation:)?(role:[a-z]+|group:[0-9a-f-]{36}|person:[0-9a-f-]{36}|manager)|owner|backup_owner|escalation:asked_managers)$'
);

-- Whether what made somebody one of those who are asked still holds; the same for whoever was asked later.
create or replace function seat_holds(p_organization_id uuid, p_request_id uuid, p_user_id uuid, p_source text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
return exists (
    select from users u where u.organization_id = p_organization_id and u.id = p_user_id and u.is_active
  ) and (
    select case
      when s.source like 'role:%' then exists (
        select from role_assignment a
        where a.organization_id = p_organization_id and a.user_id = p_user_id and a.role::text = substr(s.source, 6))
      when s.source like 'group:%' then exists (
        select from group_member m
        join user_group g on g.organization_id = m.organization_id and g.id = m.group_id and g.deleted_at is null
        where m.organization_id = p_organization_id and m.user_id = p_user_id and m.group_id = substr(s.source, 7)::uuid)
      when s.source like 'person:%' then s.source = 'person:' || p_user_id
      -- Whoever was asked first may have left: whom they reported to may answer then, too.
      when s.source = 'asked_managers' then exists (
        select from request_seat own
        join request_seat t on t.organization_id = own.organization_id and t.request_id = own.request_id
          and t.position = own.position and t.source not like 'escalation:%'
        join users u on u.organization_id = t.organization_id and u.id = t.user_id
        where own.organization_id = p_organization_id and own.request_id = p_request_id
          and own.user_id = p_user_id and own.source = p_source and u.manager_id = p_user_id)
      else exists (
        select from request r
        join server v on v.organization_id = r.organization_id and v.id = r.server_id
        left join users o on o.organization_id = v.organization_id and o.id = v.owner_id
        where r.organization_id = p_organization_id and r.id = p_request_id
          and p_user_id = case s.source when 'owner' then v.owner_id when 'backup_owner' then v.backup_owner_id
            else o.manager_id end)
    end
    from (select regexp_replace(p_source, '^escalation:', '') as source) s
  );

-- Others are asked later only as the policy said when the request was submitted, and never a party to it.
create function refuse_unsaid_escalation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.source like 'escalation:%' and not exists (
    select from request r
    join request_stage s on s.organization_id = r.organization_id and s.request_id = r.id
      and s.position = new.position and s.escalated_at is not null
    cross join lateral jsonb_path_query(r.policy_snapshot, '$.followUp.escalateTo[*]') as said(source)
    where r.organization_id = new.organization_id and r.id = new.request_id
      and new.source = 'escalation:' || (said.source ->> 'kind') || coalesce(
        ':' || coalesce(said.source ->> 'role', said.source ->> 'groupId', said.source ->> 'userId'), '')
      and new.user_id <> r.requester_id and new.user_id <> all (r.beneficiary_ids)
      and new.user_id <> all (r.repaired_by_ids)
  ) then
    raise exception 'only_those_whom_policy_names_are_asked_later: the policy of this request does not ask them'
      using errcode = '23514', constraint = 'only_those_whom_policy_names_are_asked_later';
  end if;
  return new;
end
$$;
create trigger refuse_unsaid_escalation before insert on request_seat
  for each row execute function refuse_unsaid_escalation();

-- A stage is escalated once, and what was said of it stays.
create function refuse_second_escalation() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.escalated_at is not null and new.escalated_at is distinct from old.escalated_at then
    raise exception 'a_stage_is_escalated_once: others were asked in this stage already'
      using errcode = '23514', constraint = 'a_stage_is_escalated_once';
  end if;
  return new;
end
$$;
create trigger refuse_second_escalation before update of escalated_at on request_stage
  for each row execute function refuse_second_escalation();
