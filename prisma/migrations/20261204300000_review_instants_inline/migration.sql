-- Without settings of its own and as volatile as to_char() is, so that PostgreSQL writes it into the statement: it is called
-- three times for each of a million rows.
create or replace function review_instant(timestamptz) returns text language sql stable parallel safe
  return to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
alter function review_instant(timestamptz) reset all;
