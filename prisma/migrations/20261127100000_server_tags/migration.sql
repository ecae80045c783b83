-- Words an organization puts on its servers to find them by, besides team and environment.
alter table server
  add column tags text[] not null default '{}',
  add constraint server_tags_are_few check (cardinality(tags) <= 20);
