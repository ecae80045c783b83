-- When whoever answers for a server was told that a grant is about to end; no function guards it, since it grants nothing.
alter table grants add column ending_told_at timestamptz(3);
grant update (ending_told_at) on grants to steward_app;
create index grants_ending_untold on grants (organization_id, expires_at)
  where state = 'active' and ending_told_at is null;
