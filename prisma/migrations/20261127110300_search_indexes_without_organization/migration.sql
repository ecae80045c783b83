-- Measured on a million servers of one organization: with the organization in the inverted index each search also
-- merges a list of every server there is, which takes two to four times as long as the search. The views filter by the
-- organization all the same (docs/decisions/0006-server-listing.md).
create index server_listing_facets_idx on server_listing using gin (facets) with (gin_pending_list_limit = 256);
create index server_search_document_idx on server_search using gin (document) with (gin_pending_list_limit = 256);
create index server_facet_count_word_parts on server_facet_count using gin (value gin_trgm_ops) where field = 'word';
drop index server_listing_organization_id_facets_idx;
drop index server_search_organization_id_document_idx;
drop index server_facet_count_words;
drop extension btree_gin;
