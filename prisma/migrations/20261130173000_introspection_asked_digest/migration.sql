-- Which connection a look was started with: an answer of another one is not recorded.
alter table introspection add column asked_digest text;
