-- "aws-docs" stands beside "AWS Knowledge": names are listed by their lower-case letters, and a name that begins with
-- what somebody typed is a stretch of that order. Collation "C" makes it one on every database.
create index server_listing_by_lower_name on server_listing (organization_id, (lower(name) collate "C"), server_id);
drop index server_listing_organization_id_name_server_id_idx;
