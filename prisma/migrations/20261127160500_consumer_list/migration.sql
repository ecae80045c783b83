-- Consumers by name, page after page, of one kind or of one owner; and a version, so that nobody saves over another.
alter table consumer add column version integer not null default 1;
create index consumer_organization_id_name_id_idx on consumer (organization_id, name, id);
create index consumer_organization_id_owner_id_name_id_idx on consumer (organization_id, owner_id, name, id);
