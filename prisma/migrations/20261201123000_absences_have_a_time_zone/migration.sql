-- Whose days somebody is away: those of the person's own time zone when it was set.
alter table absence
  add column time_zone text not null default 'UTC',
  add constraint absence_names_a_time_zone check (char_length(time_zone) between 1 and 64);
grant update (time_zone) on absence to steward_app;
