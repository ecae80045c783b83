-- What client files show after a rotation: that the new value is there, and in how many places the former one still is.
alter table credential_rotation
  add column confirmed_at timestamptz(3),
  add column former_seen_count int not null default 0,
  add column former_seen_at timestamptz(3),
  add constraint credential_rotation_former_seen_is_whole
    check (former_seen_count >= 0 and (former_seen_count = 0 or former_seen_at is not null));
grant update (confirmed_at, former_seen_count, former_seen_at) on credential_rotation to steward_app;

-- By the value that is seen, and those whose former value was seen: looked at again until it is gone.
create index credential_rotation_organization_id_former_fingerprint_idx
  on credential_rotation (organization_id, former_fingerprint);
create index credential_rotation_former_seen on credential_rotation (organization_id, id) where former_seen_count > 0;
