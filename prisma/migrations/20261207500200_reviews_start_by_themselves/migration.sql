-- A review that Steward starts on its day is started by nobody: who defined it stands beside. What did not start keeps why.
alter table campaign
  add column start_refusal text,
  -- When that was last tried with a new population.
  add column start_tried_at timestamptz(3),
  drop constraint somebody_starts_a_review,
  add constraint somebody_starts_a_review check (
    started_by_id is not null or state::text in ('draft', 'staged', 'discarded')
    or cause ->> 'startsItself' = 'true'
    or cause is null and coalesce(definition ->> 'startsOn' <= to_char(started_at at time zone 'UTC', 'YYYY-MM-DD'), false));
grant update (start_refusal, start_tried_at) on campaign to steward_app;
