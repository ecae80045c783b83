-- The same rows as listed_server and searched_server, for what an inverted index finds. There the organization is
-- compared in a way that no index answers: with several organizations in a database the planner would otherwise read the
-- key of every row of one of them, a million entries, to spare itself that comparison on a few thousand rows.
create view server_by_facet as
  select * from server_listing where organization_id is not distinct from (select current_organization_id());
create view server_by_word as
  select server_id, document from server_search
  where organization_id is not distinct from (select current_organization_id());
grant select on server_by_facet, server_by_word to steward_app;
