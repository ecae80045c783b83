-- People who answer together. A deleted group stays on record, so that what named it can still be read.
create table user_group (
  organization_id uuid not null,
  id uuid not null,
  name text not null,
  description text not null,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  version integer not null default 1,
  constraint user_group_pkey primary key (organization_id, id),
  constraint user_group_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint user_group_is_bounded check (length(btrim(name)) between 1 and 80 and length(description) <= 1000)
);
create unique index user_group_name_is_one on user_group (organization_id, lower(name)) where deleted_at is null;

create table group_member (
  organization_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  added_at timestamptz(3) not null,
  constraint group_member_pkey primary key (organization_id, group_id, user_id),
  constraint group_member_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint group_member_organization_id_group_id_fkey foreign key (organization_id, group_id)
    references user_group (organization_id, id) on delete restrict on update cascade,
  constraint group_member_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index group_member_organization_id_user_id_idx on group_member (organization_id, user_id);

-- Whom a person reports to, where a policy asks the manager of an owner.
alter table users add column manager_id uuid;
alter table users add constraint users_organization_id_manager_id_fkey foreign key (organization_id, manager_id)
  references users (organization_id, id) on delete restrict on update cascade;
alter table users add constraint nobody_manages_themselves check (manager_id <> id);
create index users_organization_id_manager_id_idx on users (organization_id, manager_id);

create type policy_version_state as enum ('draft', 'proposed', 'active', 'superseded', 'rejected', 'withdrawn');

-- The approval policy, version by version. What was proposed is what is decided on: the document stands still from then.
create table policy_version (
  organization_id uuid not null,
  id uuid not null,
  number integer not null,
  state policy_version_state not null,
  document jsonb not null,
  summary text not null,
  based_on integer not null,
  restored_from integer,
  editor_ids uuid[] not null,
  created_by_id uuid not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  proposed_by_id uuid,
  proposed_at timestamptz(3),
  decided_by_id uuid,
  decided_at timestamptz(3),
  decision_reason text,
  ended_at timestamptz(3),
  version integer not null default 1,
  constraint policy_version_pkey primary key (organization_id, id),
  constraint policy_version_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint policy_version_organization_id_created_by_id_fkey foreign key (organization_id, created_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint policy_version_organization_id_proposed_by_id_fkey foreign key (organization_id, proposed_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint policy_version_organization_id_decided_by_id_fkey foreign key (organization_id, decided_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint policy_version_is_numbered_from_one check (number >= 1 and based_on >= 0 and based_on < number),
  constraint policy_version_is_bounded check (length(summary) <= 2000 and pg_column_size(document) <= 262144),
  -- Nobody approves what they wrote (product rule 1).
  constraint nobody_decides_their_own_policy check (
    decided_by_id is null or (decided_by_id <> all (editor_ids) and decided_by_id <> created_by_id
      and decided_by_id is distinct from proposed_by_id)
  ),
  constraint policy_takes_effect_by_a_decision check (
    state not in ('active', 'superseded', 'rejected')
    or (decided_by_id is not null and decided_at is not null and length(btrim(decision_reason)) > 0)
  )
);
create unique index policy_version_organization_id_number_key on policy_version (organization_id, number);
create index policy_version_organization_id_created_by_id_idx on policy_version (organization_id, created_by_id);
create unique index policy_version_is_one_in_force on policy_version (organization_id) where state = 'active';
create unique index policy_version_is_one_in_the_making on policy_version (organization_id)
  where state in ('draft', 'proposed');

create function refuse_rewritten_policy() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
  return new;
end
$$;
create trigger refuse_rewritten_policy before update on policy_version
  for each row execute function refuse_rewritten_policy();

create function refuse_policy_in_force_at_once() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'policy_begins_as_a_draft: a policy version begins as a draft'
    using errcode = '23514', constraint = 'policy_begins_as_a_draft';
end
$$;
create trigger refuse_policy_in_force_at_once before insert on policy_version
  for each row when (new.state <> 'draft') execute function refuse_policy_in_force_at_once();

alter table user_group enable row level security;
create policy tenant on user_group using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table group_member enable row level security;
create policy tenant on group_member using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table policy_version enable row level security;
create policy tenant on policy_version using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

grant select, insert on user_group, policy_version to steward_app;
grant update (name, description, deleted_at, version) on user_group to steward_app;
grant select, insert, delete on group_member to steward_app;
grant update (state, document, summary, editor_ids, updated_at, proposed_by_id, proposed_at, decided_by_id, decided_at,
  decision_reason, ended_at, version) on policy_version to steward_app;
