-- 1. A rotation as it was told: never a value. The fingerprint of what was replaced stays, so that a copy of it that
--    still lies about is recognised.
create table credential_rotation (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  credential_id uuid not null,
  rotated_at timestamptz(3) not null,
  former_fingerprint text,
  former_expires_at timestamptz(3),
  expires_at timestamptz(3),
  recorded_by_id uuid,
  recorded_at timestamptz(3) not null,
  constraint credential_rotation_pkey primary key (organization_id, id),
  constraint credential_rotation_organization_id_credential_id_fkey foreign key (organization_id, credential_id)
    references credential (organization_id, id) on delete restrict on update cascade,
  constraint credential_rotation_organization_id_recorded_by_id_fkey foreign key (organization_id, recorded_by_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index credential_rotation_organization_id_credential_id_recorded__idx
  on credential_rotation (organization_id, credential_id, recorded_at);

alter table credential_rotation enable row level security;
create policy tenant on credential_rotation using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on credential_rotation to steward_app;

-- 2. Why a credential was revoked, and the last reminder of its end, in days before it (null: none yet).
alter table credential
  add column revoked_at timestamptz(3),
  add column revoke_reason text,
  add column reminded_days integer,
  add constraint credential_reminded_days_known check (reminded_days in (30, 7, 1)),
  add constraint credential_revoke_reason_of_revoked check (revoke_reason is null or state = 'revoked');

-- 3. The credentials list: a page is put together from one run of this index for each state, kind and place asked for,
--    so that no question of it reads more than a page of each.
create index credential_listed
  on credential (organization_id, state, kind, kept_in, coalesce(expires_at, 'infinity'::timestamptz), id);

-- Under row-level security operators of enums use no index: the view reads with its owner's rights and filters by the
-- organization itself, as those of the servers list do.
create view listed_credential as
  select *, coalesce(expires_at, 'infinity'::timestamptz) as ends_at
  from credential where organization_id = (select current_organization_id());
grant select on listed_credential to steward_app;

-- 4. Whom to remind: what is due stands together, however many were reminded before.
create index credential_to_remind
  on credential (organization_id, coalesce(reminded_days, 365), expires_at)
  where state = 'active' and expires_at is not null;
