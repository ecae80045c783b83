-- When administrators were told that too few are left to answer a request, or to review broken glass; null again as soon
-- as enough are. Columns only; no function changes.
alter table request add column stuck_told_at timestamptz(3);
grant update (stuck_told_at) on request to steward_app;
alter table break_glass add column stuck_told_at timestamptz(3);
grant update (stuck_told_at) on break_glass to steward_app;
