-- Their bodies are bound to names already; a setting of their own only keeps them from being inlined into the
-- statement that calls them, which makes a refresh three times as slow.
alter function describe_listed_servers(uuid, uuid[]) reset all;
alter function word_listed_servers(uuid, uuid[]) reset all;
alter function tally_listed_server(server_listing) reset all;
