-- 1. What the credentials list shows and sorts by of a credential's server, kept by the database itself
--    (docs/decisions/0008-credentials-list.md).
alter table credential
  add column server_name text not null default '',
  add column server_team text;

alter table credential disable trigger list_servers_updated;
update credential c set server_name = s.name, server_team = s.team
  from server s where s.organization_id = c.organization_id and s.id = c.server_id;
alter table credential enable trigger list_servers_updated;

-- The server's row is held, so that a rename beside it waits and then finds this credential too.
create function name_server_of_credential() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  select s.name, s.team into new.server_name, new.server_team from server s
    where s.organization_id = new.organization_id and s.id = new.server_id
    for no key update;
  new.server_name := coalesce(new.server_name, '');
  return new;
end
$$;
create trigger name_server_of_credential before insert on credential
  for each row execute function name_server_of_credential();

-- The listing is postponed for it: the server's own change, which this is part of, has it made anew just after.
create function rename_server_of_credentials() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp set steward.listing_is_postponed = 'on' as $$
begin
  update credential c set server_name = n.name, server_team = n.team
    from changed n join was o using (organization_id, id)
    where (n.name, n.team) is distinct from (o.name, o.team)
      and c.organization_id = n.organization_id and c.server_id = n.id;
  return null;
end
$$;
-- Named to come before the listing's trigger: whoever changes a credential holds it before its server's listed row.
create trigger credentials_of_renamed_servers after update on server
  referencing new table as changed old table as was
  for each statement execute function rename_server_of_credentials();

-- 2. What a page is in the order of. Never used, issued or rotated comes before all that ever was; no end comes last.
drop view listed_credential;
create view listed_credential as
  select *, coalesce(expires_at, 'infinity'::timestamptz) as ends_at,
    coalesce(last_used_at, '-infinity'::timestamptz) as used_at,
    coalesce(issued_at, '-infinity'::timestamptz) as made_at,
    coalesce(last_rotated_at, '-infinity'::timestamptz) as changed_at,
    lower(name) collate "C" as name_key, lower(server_name) collate "C" as server_key,
    coalesce(server_team, '') as team_key
  from credential where organization_id = (select current_organization_id());
grant select on listed_credential to steward_app;

create index credential_by_name on credential (organization_id, state, (lower(name) collate "C"), id);
create index credential_by_server on credential (organization_id, state, (lower(server_name) collate "C"), id);
create index credential_by_use on credential
  (organization_id, state, coalesce(last_used_at, '-infinity'::timestamptz), id);
create index credential_by_issue on credential
  (organization_id, state, coalesce(issued_at, '-infinity'::timestamptz), id);
create index credential_by_rotation on credential
  (organization_id, state, coalesce(last_rotated_at, '-infinity'::timestamptz), id);
create index credential_of_team on credential
  (organization_id, coalesce(server_team, ''), state, coalesce(expires_at, 'infinity'::timestamptz), id);
