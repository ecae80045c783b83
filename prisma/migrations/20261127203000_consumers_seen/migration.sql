-- A consumer that client files show: which client on whose machine. One such place is one consumer.
alter table consumer add column seen_client text, add column seen_machine text,
  add constraint consumer_seen_is_whole check ((seen_client is null) = (seen_machine is null));
create unique index consumer_organization_id_seen_client_seen_machine_key
  on consumer (organization_id, seen_client, seen_machine);

-- Which clients there are, one after the other, and what each of them shows.
create index sighting_organization_id_client_machine_candidate_id_idx
  on sighting (organization_id, client, machine, candidate_id);
