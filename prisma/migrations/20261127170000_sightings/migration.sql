-- Sightings keep history: on which machine, what was seen there, when it went and came back. What a candidate is said
-- to be follows from its sightings that are present.

create extension if not exists pg_trgm;

-- 1. An import says where it came from, and may take several transactions.
alter table import
  add column machine text not null default '',
  add column source text not null default 'web',
  add column server_count int not null default 0,
  add column new_count int not null default 0,
  add column finished_at timestamptz(3),
  add constraint import_source_is_known check (source in ('web', 'command_line', 'api'));
update import set finished_at = created_at;
grant update (file_count, candidate_count, secret_count, server_count, new_count, files, finished_at)
  on import to steward_app;

-- 2. What one file of one machine says of a candidate.
alter table sighting
  add column machine text not null default '',
  add column connection_digest text not null default '',
  add column environment_names text[] not null default '{}',
  add column risks jsonb not null default '[]',
  add column gone_at timestamptz(3);
drop index sighting_organization_id_candidate_id_client_path_declared__key;
create unique index sighting_is_one_place
  on sighting (organization_id, candidate_id, machine, client, path, declared_name);
create index sighting_by_file on sighting (organization_id, machine, path) where gone_at is null;
update candidate set risks = replace(replace(replace(risks::text, '"auto_approve_high_impact"',
  '"auto_approves_high_impact"'), '"broad_file_access"', '"whole_home_access"'), '"deprecated_sse"',
  '"deprecated_transport"')::jsonb;
update sighting s set risks = c.risks, environment_names = c.environment_names
  from candidate c where c.organization_id = s.organization_id and c.id = s.candidate_id;
create index sighting_by_machine on sighting (organization_id, machine, candidate_id) where gone_at is null;
create index sighting_by_client on sighting (organization_id, client, candidate_id) where gone_at is null;
create index sighting_present on sighting (organization_id, candidate_id) where gone_at is null;

create type sighting_change_kind as enum ('changed', 'gone', 'returned');
create table sighting_change (
  organization_id uuid not null,
  id uuid not null,
  sighting_id uuid not null,
  candidate_id uuid not null,
  import_id uuid not null,
  change sighting_change_kind not null,
  changed_at timestamptz(3) not null,
  constraint sighting_change_pkey primary key (organization_id, id),
  constraint sighting_change_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint sighting_change_organization_id_sighting_id_fkey foreign key (organization_id, sighting_id)
    references sighting (organization_id, id) on delete restrict on update cascade,
  constraint sighting_change_organization_id_import_id_fkey foreign key (organization_id, import_id)
    references import (organization_id, id) on delete restrict on update cascade
);
create index sighting_change_organization_id_candidate_id_changed_at_idx
  on sighting_change (organization_id, candidate_id, changed_at);

-- 3. Secrets that were found, as rows that can be asked for by fingerprint. Never a value.
create table candidate_secret (
  organization_id uuid not null,
  sighting_id uuid not null,
  place text not null,
  fingerprint text not null,
  candidate_id uuid not null,
  kind text not null,
  length_chars int not null,
  found_at timestamptz(3) not null,
  constraint candidate_secret_pkey primary key (organization_id, sighting_id, place, fingerprint),
  constraint candidate_secret_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint candidate_secret_organization_id_sighting_id_fkey foreign key (organization_id, sighting_id)
    references sighting (organization_id, id) on delete restrict on update cascade,
  constraint candidate_secret_organization_id_candidate_id_fkey foreign key (organization_id, candidate_id)
    references candidate (organization_id, id) on delete restrict on update cascade
);
create index candidate_secret_organization_id_fingerprint_idx on candidate_secret (organization_id, fingerprint);
create index candidate_secret_organization_id_candidate_id_idx on candidate_secret (organization_id, candidate_id);

insert into candidate_secret (organization_id, sighting_id, place, fingerprint, candidate_id, kind, length_chars, found_at)
select c.organization_id, s.id, f.place, f.fingerprint, c.id, f.kind, f."lengthChars", s.first_seen_at
from candidate c
join lateral (
  select id, first_seen_at from sighting
  where organization_id = c.organization_id and candidate_id = c.id order by last_seen_at desc, id limit 1
) s on true
cross join jsonb_to_recordset(c.secrets) as f (kind text, place text, "lengthChars" int, fingerprint text)
on conflict do nothing;

-- 4. A candidate says what its present sightings say; a dismissed one keeps what it was dismissed with.
alter table candidate
  add column secret_count int not null default 0,
  add column risk_count int not null default 0,
  add column gone_at timestamptz(3),
  add column dismissed_facts jsonb,
  add column returned_because text[] not null default '{}';
update candidate set secret_count = jsonb_array_length(secrets), risk_count = jsonb_array_length(risks);
alter table candidate drop column secrets;
alter table candidate alter column secret_count drop default, alter column risk_count drop default;

create index candidate_organization_id_server_id_idx on candidate (organization_id, server_id);
create index candidate_discovered_with_secrets on candidate (organization_id, name, id)
  where state = 'discovered' and secret_count > 0;
create index candidate_discovered_with_risks on candidate (organization_id, name, id)
  where state = 'discovered' and risk_count > 0;

-- The list of candidates: a page of ids by name, or all up to a limit for counting. A function with the owner's rights
-- that filters by the organization itself, because LIKE is not leakproof and would not use its index under row-level
-- security. Put together from fixed parts and planned anew each time: a rare word is found by its index, for a common
-- one the first page by name is reached sooner.
create index candidate_text on candidate
  using gin ((lower(name || ' ' || coalesce(package_name, '') || ' ' || coalesce(url, ''))) gin_trgm_ops);

create function list_candidate_ids(p_state candidate_state, p_pattern text, p_client text, p_machine text,
  p_has_secrets boolean, p_has_risks boolean, p_new_since timestamptz, p_is_gone boolean, p_after_name text,
  p_after_id uuid, p_limit int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query execute format(
    'select c.id from candidate c where c.organization_id = $1 and c.state = %L', p_state)
    || case when p_pattern is null then '' else
      $q$ and lower(c.name || ' ' || coalesce(c.package_name, '') || ' ' || coalesce(c.url, '')) like $2 $q$ end
    || case when p_client is null then '' else ' and exists (select from sighting s where s.organization_id = $1
      and s.candidate_id = c.id and s.gone_at is null and s.client = $3)' end
    || case when p_machine is null then '' else ' and exists (select from sighting s where s.organization_id = $1
      and s.candidate_id = c.id and s.gone_at is null and s.machine = $4)' end
    || case when p_has_secrets then ' and c.secret_count > 0' else '' end
    || case when p_has_risks then ' and c.risk_count > 0' else '' end
    || case when p_new_since is null then '' else ' and c.first_seen_at >= $5' end
    || case p_is_gone when true then ' and c.gone_at is not null' when false then ' and c.gone_at is null' else '' end
    || case when p_after_id is null then '' else ' and (c.name, c.id) > ($6, $7)' end
    || ' order by c.name, c.id limit $8'
    using current_organization_id(), p_pattern, p_client, p_machine, p_new_since, p_after_name, p_after_id, p_limit;
end
$$;
revoke all on function list_candidate_ids from public;
grant execute on function list_candidate_ids to steward_app;

-- 5. Other identities of a server: what was merged into it is recognised next time.
create table server_alias (
  organization_id uuid not null,
  identity_key text not null,
  server_id uuid not null,
  added_at timestamptz(3) not null,
  constraint server_alias_pkey primary key (organization_id, identity_key),
  constraint server_alias_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint server_alias_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade
);
create index server_alias_organization_id_server_id_idx on server_alias (organization_id, server_id);

-- 6. What clients' files show to be risky about a server: discovery writes it, policy reads it.
create table server_configuration_risk (
  organization_id uuid not null,
  server_id uuid not null,
  risk text not null,
  explanation text not null,
  tools text[] not null,
  place_count int not null,
  seen_at timestamptz(3) not null,
  constraint server_configuration_risk_pkey primary key (organization_id, server_id, risk),
  constraint server_configuration_risk_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint server_configuration_risk_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade
);

-- 7. A program may send the same import twice; it runs once.
create table idempotency_key (
  organization_id uuid not null,
  actor_id uuid not null,
  key text not null,
  body_digest text not null,
  started_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  answer jsonb,
  constraint idempotency_key_pkey primary key (organization_id, actor_id, key),
  constraint idempotency_key_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade
);
create index idempotency_key_organization_id_expires_at_idx on idempotency_key (organization_id, expires_at);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['sighting_change', 'candidate_secret', 'server_alias',
    'server_configuration_risk', 'idempotency_key']
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_organization_id()))
         with check (organization_id = (select current_organization_id()))',
      tenant_table
    );
    execute format('grant select, insert on %I to steward_app', tenant_table);
  end loop;
end
$$;
grant delete on candidate_secret, server_alias to steward_app;
grant update, delete on server_configuration_risk, idempotency_key to steward_app;
