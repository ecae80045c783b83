-- What asked people for something is found by its page when that is over. An index only; no function changes.
create index notice_unread_href on notice (organization_id, href) where read_at is null and href is not null;
