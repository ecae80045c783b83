-- When somebody last came in by this account, and when the provider itself last saw them sign in (auth_time, OpenID
-- Connect Core section 2): coming in again on a session that the provider still has is no fresh sign-in. Null when the
-- provider does not say.
alter table sign_in_account
  add column signed_in_at timestamptz(3),
  add column authenticated_at timestamptz(3);
grant update (signed_in_at, authenticated_at) on sign_in_account to steward_app;
