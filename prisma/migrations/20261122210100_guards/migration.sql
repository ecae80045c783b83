-- What the database refuses by itself, whatever the application does: crossing tenants, altering the audit trail,
-- approving one's own request, granting without an approval.

-- 1. The application's role. It owns nothing and cannot bypass row-level security; the launcher or the operator
--    gives it a password.
do $$
begin
  if not exists (select from pg_roles where rolname = 'steward_app') then
    create role steward_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end
$$;

grant usage on schema public to steward_app;
revoke create on schema public from public;

-- A temporary table could stand before one of ours in a look-up by name. The application needs none, and every
-- function below looks into pg_temp last.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

-- 2. Tenancy: every table is filtered by the organization set for the transaction. Unset means no rows.
--    The sub-select is evaluated once per statement, not once per row.
create function current_organization_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.organization_id', true), '')::uuid;

do $$
declare
  tenant_table text;
begin
  for tenant_table in
    select c.relname
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r'
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_organization_id()))
         with check (organization_id = (select current_organization_id()))',
      tenant_table
    );
  end loop;
end
$$;

alter table organization enable row level security;
create policy tenant on organization using (id = (select current_organization_id()));

-- 3. Privileges, table by table: nothing is deletable or alterable that later proof depends on.
grant select on all tables in schema public to steward_app;

grant insert, update on users, service_token, server, tool, credential, consumer, server_role, finding,
  candidate, sighting, introspection, worker_heartbeat to steward_app;
grant insert, update, delete on session, role_assignment, scope, revocation_step to steward_app;
grant delete on worker_heartbeat to steward_app;
grant insert, delete on allowed_command to steward_app;
grant insert on sign_in_account, tool_version, import, request, request_item, request_stage, request_decision,
  grants, campaign, campaign_item to steward_app;

-- A request is frozen when it is submitted (product rule 3): only its fate may change. The same holds for the
-- population of a review: an answer may be written, the facts it was given on may not.
grant update (state, state_reason, decided_at, version) on request to steward_app;
grant update (decision, reason, decided_by_id, decided_at, reviewer_id, outcome, outcome_detail, outcome_at, version)
  on campaign_item to steward_app;
grant update (state, closed_at, evidence_hash, version) on campaign to steward_app;

-- What a grant allows, and until when, is what was approved: only its state may change.
grant update (state, state_reason, suspended_at, revoked_at, version) on grants to steward_app;

-- 4. Look-ups that must happen before the organization is known. Each answers one exact question only.
create function organization_id_by_slug(p_slug text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return (select id from organization where slug = p_slug);

create function list_organization_ids() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select id from organization order by id;
  end;

create function session_by_token_hash(p_hash bytea)
  returns table (organization_id uuid, organization_name text, session_id uuid, user_id uuid, email text, name text,
    is_active boolean, roles text[], expires_at timestamptz, authenticated_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select s.organization_id, o.name, s.id, u.id, u.email, u.name, u.is_active,
      array(select a.role::text from role_assignment a
            where a.organization_id = u.organization_id and a.user_id = u.id order by a.role),
      s.expires_at, s.authenticated_at
    from session s
    join users u on u.organization_id = s.organization_id and u.id = s.user_id
    join organization o on o.id = s.organization_id
    where s.token_hash = p_hash;
  end;

-- Also stamps the token as used, at most once a minute: an exact minute is of no use to anybody, a write per call is.
create function service_token_by_hash(p_hash bytea, p_now timestamptz)
  returns table (organization_id uuid, token_id uuid, name text, scopes text[], expires_at timestamptz,
    revoked_at timestamptz, creator_is_active boolean)
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    update service_token t set last_used_at = p_now
      where t.token_hash = p_hash and (t.last_used_at is null or t.last_used_at < p_now - interval '1 minute');
    select t.organization_id, t.id, t.name, t.scopes, t.expires_at, t.revoked_at, u.is_active
    from service_token t
    join users u on u.organization_id = t.organization_id and u.id = t.created_by_id
    where t.token_hash = p_hash;
  end;

-- An organization is born with the head of its audit chain, 32 zero bytes.
create function ensure_organization(p_id uuid, p_slug text, p_name text, p_now timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_id uuid;
begin
  insert into organization (id, slug, name, created_at) values (p_id, p_slug, p_name, p_now)
    on conflict (slug) do nothing;
  select id into strict v_id from organization where slug = p_slug;
  insert into audit_head (organization_id, sequence, hash)
    values (v_id, 0, decode(repeat('00', 32), 'hex'))
    on conflict do nothing;
  return v_id;
end
$$;

-- 5. The audit trail: the only way in. Locks the organization's head, links each event, moves the head.
--    link = sha256(previous link || sequence as 8 bytes big-endian || sha256 of the event's RFC 8785 text).
--    Called last in a transaction, so that the head is held only until commit. The loop only hashes; all events are
--    written by one statement, which is several times faster than one statement each.
create function append_audit_events(p_events jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_organization_id constant uuid := current_organization_id();
  v_before bigint;
  v_sequence bigint;
  v_hash bytea;
  v_digest text;
  v_hashes bytea[];
begin
  select sequence, hash into v_sequence, v_hash
    from audit_head where organization_id = v_organization_id for update;
  if not found then
    raise exception 'no audit chain for this organization' using errcode = 'P0002';
  end if;
  v_before := v_sequence;
  v_hashes := array[v_hash];
  for v_digest in
    select e.event ->> 'digest'
    from jsonb_array_elements(p_events) with ordinality as e (event, position) order by e.position
  loop
    v_sequence := v_sequence + 1;
    v_hash := sha256(v_hash || int8send(v_sequence) || decode(v_digest, 'hex'));
    v_hashes := array_append(v_hashes, v_hash);
  end loop;
  insert into audit_event (organization_id, sequence, id, occurred_at, type, actor_kind, actor_id, actor_name,
    subject_kind, subject_id, subject_name, request_id, detail, previous_hash, hash)
  select v_organization_id, v_before + e.position, e.id, e."occurredAt", e.type, e."actorKind", e."actorId",
    e."actorName", e."subjectKind", e."subjectId", e."subjectName", e."requestId", e.detail, e.previous_hash, e.hash
  from rows from (
    jsonb_to_recordset(p_events) as (id uuid, "occurredAt" timestamptz, type text, "actorKind" text, "actorId" uuid,
      "actorName" text, "subjectKind" text, "subjectId" uuid, "subjectName" text, "requestId" text, detail jsonb),
    unnest(v_hashes[:v_sequence - v_before]),
    unnest(v_hashes[2:])
  ) with ordinality as e (id, "occurredAt", type, "actorKind", "actorId", "actorName", "subjectKind", "subjectId",
    "subjectName", "requestId", detail, previous_hash, hash, position);
  update audit_head set sequence = v_sequence, hash = v_hash where organization_id = v_organization_id;
  return v_sequence;
end
$$;

revoke all on function organization_id_by_slug, list_organization_ids, session_by_token_hash,
  service_token_by_hash, ensure_organization, append_audit_events from public;
grant execute on function organization_id_by_slug, list_organization_ids, session_by_token_hash,
  service_token_by_hash, ensure_organization, append_audit_events to steward_app;

-- A server's history: events about it, or whose detail names it. As a function that filters by the organization itself,
-- because row-level security keeps an index on `detail ->> ...`, which is not leakproof, from being used.
create index audit_event_by_server on audit_event (organization_id, (detail ->> 'serverId'), sequence)
  where detail ->> 'serverId' is not null;

create function audit_sequences_of_server(p_server_id uuid, p_type text, p_actor_id uuid, p_from timestamptz,
  p_until timestamptz, p_before bigint, p_limit int) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select sequence from (
      (select e.sequence from audit_event e
       where e.organization_id = (select current_organization_id()) and e.detail ->> 'serverId' = p_server_id::text
         and e.sequence < coalesce(p_before, 9223372036854775807)
         and (p_type is null or e.type = p_type) and (p_actor_id is null or e.actor_id = p_actor_id)
         and (p_from is null or e.occurred_at >= p_from) and (p_until is null or e.occurred_at < p_until)
       order by e.sequence desc limit p_limit)
      union
      (select e.sequence from audit_event e
       where e.organization_id = (select current_organization_id()) and e.subject_id = p_server_id
         and e.sequence < coalesce(p_before, 9223372036854775807)
         and (p_type is null or e.type = p_type) and (p_actor_id is null or e.actor_id = p_actor_id)
         and (p_from is null or e.occurred_at >= p_from) and (p_until is null or e.occurred_at < p_until)
       order by e.sequence desc limit p_limit)
    ) as found(sequence)
    order by sequence desc limit p_limit;
  end;
revoke all on function audit_sequences_of_server from public;
grant execute on function audit_sequences_of_server to steward_app;

-- 6. Shapes that every row keeps.
alter table users add constraint users_email_is_lower_case check (email = lower(email));
alter table service_token
  add constraint service_token_lives_at_most_180_days check (expires_at <= created_at + interval '180 days');
alter table server
  add constraint server_connection_fits_transport check (
    case transport when 'stdio' then command is not null and url is null else url is not null and command is null end
  ),
  add constraint server_owners_differ check (owner_id is null or owner_id <> backup_owner_id);
alter table tool
  add constraint tool_override_has_a_reason check (reviewed_by_id is null or length(btrim(review_reason)) > 0);
-- The list of open findings. Partial, because equality of an enum is not leakproof: under row-level security it can
-- choose an index but not be looked up in one.
create index finding_open_by_severity on finding (organization_id, severity, opened_at, id) where state = 'open';
-- Candidates of one state by name, and how many there are; one index for each, for the same reason.
create index candidate_discovered_by_name on candidate (organization_id, name, id) where state = 'discovered';
create index candidate_registered_by_name on candidate (organization_id, name, id) where state = 'registered';
create index candidate_dismissed_by_name on candidate (organization_id, name, id) where state = 'dismissed';
create unique index server_identity_is_governed_once on server (organization_id, identity_key)
  where state <> 'retired';
create unique index introspection_one_unfinished on introspection (organization_id, server_id)
  where state in ('queued', 'running');
create unique index campaign_one_open_per_server on campaign (organization_id, server_id)
  where state in ('draft', 'staged', 'running', 'closing');
alter table campaign_item
  add constraint campaign_item_decision_is_whole check (
    (decision = 'undecided') = (decided_by_id is null) and (decision = 'undecided') = (decided_at is null)
  );

-- 7. Grants: one per thing in force, always with an end, and a tool only through an approval.
alter table grants
  add constraint grant_names_its_thing check (
    case kind
      when 'tool' then tool_id is not null and tool_digest is not null and scope_id is null and consumer_id is null
      when 'scope' then scope_id is not null and tool_id is null and consumer_id is null
      when 'access' then consumer_id is not null and tool_id is null and scope_id is null
    end
  ),
  add constraint grant_ends_after_it_starts check (expires_at > granted_at),
  add constraint grant_state_is_dated check (
    (state = 'revoked') = (revoked_at is not null) and (state <> 'suspended' or suspended_at is not null)
  ),
  add constraint grant_from_approval_names_request check ((origin_kind = 'approval') = (request_id is not null)),
  add constraint tool_grant_comes_from_approval check (kind <> 'tool' or origin_kind = 'approval');

create unique index grant_one_per_tool on grants (organization_id, tool_id)
  where kind = 'tool' and state <> 'revoked';
create unique index grant_one_per_access on grants (organization_id, server_id, consumer_id)
  where kind = 'access' and state <> 'revoked';

-- 8. Decisions: nobody decides on their own request, nor on one that benefits them; only an active person who holds
--    the stage's role decides; and only while the request is pending (product rule 1).
alter table request_decision
  add constraint nobody_decides_their_own_request check (decider_id <> requester_id);

create function refuse_unfit_decider() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and new.decider_id = any (r.beneficiary_ids)
  )
  -- Whoever gained access since it was asked gains the tool too.
  or exists (
    select from request r
    join grants g on g.organization_id = r.organization_id and g.server_id = r.server_id
      and g.kind = 'access' and g.state <> 'revoked'
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where r.organization_id = new.organization_id and r.id = new.request_id and c.owner_id = new.decider_id
      and exists (
        select from request_item i
        where i.organization_id = r.organization_id and i.request_id = r.id and i.kind = 'tool'
      )
  )
  -- Steward asks in the name of an owner who did not act: whoever answers for the server is a party to it.
  or exists (
    select from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = new.organization_id and r.id = new.request_id and r.cause = 'drift'
      and (new.decider_id = s.owner_id or new.decider_id = s.backup_owner_id)
  ) then
    raise exception 'nobody_decides_what_benefits_them: nobody decides on a request that benefits them'
      using errcode = '23514', constraint = 'nobody_decides_what_benefits_them';
  end if;
  if not exists (
    select from request_stage s
    join role_assignment a on a.organization_id = s.organization_id and a.role = s.approver_role
    join users u on u.organization_id = a.organization_id and u.id = a.user_id and u.is_active
    where s.organization_id = new.organization_id and s.request_id = new.request_id
      and s.position = new.stage_position and a.user_id = new.decider_id
  ) then
    raise exception 'only_approvers_of_the_stage_decide: the decider is not an approver of this stage'
      using errcode = '23514', constraint = 'only_approvers_of_the_stage_decide';
  end if;
  -- Held until commit: nothing is added to the request meanwhile.
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found then
    raise exception 'only_pending_requests_are_decided: the request is not waiting for a decision'
      using errcode = '23514', constraint = 'only_pending_requests_are_decided';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_decider before insert on request_decision
  for each row execute function refuse_unfit_decider();

-- What is asked, and of whom, is whole before anybody answers. The request's row is held, so that no answer slips in
-- between the look and the row.
create function refuse_late_part() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from request r
    where r.organization_id = new.organization_id and r.id = new.request_id and r.state = 'pending'
    for no key update;
  if not found or exists (
    select from request_decision d
    where d.organization_id = new.organization_id and d.request_id = new.request_id
  ) then
    raise exception 'request_is_whole_before_its_answer: nothing is added to a request that was answered'
      using errcode = '23514', constraint = 'request_is_whole_before_its_answer';
  end if;
  return new;
end
$$;
create trigger refuse_late_part before insert on request_item
  for each row execute function refuse_late_part();
create trigger refuse_late_part before insert on request_stage
  for each row execute function refuse_late_part();

create function refuse_unapproved_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.origin_kind = 'approval' and (
    not exists (
      select from request r
      where r.organization_id = new.organization_id and r.id = new.request_id and r.state in ('approved', 'applied')
        and r.server_id = new.server_id
    )
    or exists (
      select from request_stage s
      where s.organization_id = new.organization_id and s.request_id = new.request_id
        and s.quorum > (
          select count(*) from request_decision d
          where d.organization_id = s.organization_id and d.request_id = s.request_id
            and d.stage_position = s.position and d.decision = 'approve'
        )
    )
    or not exists (
      select from request_stage s
      where s.organization_id = new.organization_id and s.request_id = new.request_id
    )
    or not exists (
      select from request_item i
      where i.organization_id = new.organization_id and i.request_id = new.request_id
        and i.kind::text = new.kind::text and i.tool_id is not distinct from new.tool_id
        and i.tool_digest is not distinct from new.tool_digest
        and i.consumer_id is not distinct from new.consumer_id and i.server_digest = new.server_digest
    )
  ) then
    raise exception 'grant_needs_its_approval: a grant needs an approved request for exactly what it grants'
      using errcode = '23514', constraint = 'grant_needs_its_approval';
  end if;
  return new;
end
$$;
create trigger refuse_unapproved_grant before insert or update of tool_id, tool_digest, consumer_id, server_digest, request_id, origin_kind, server_id on grants
  for each row execute function refuse_unapproved_grant();

-- Revoked is final: what was ended comes back through a new approval only.
create function refuse_change_of_revoked_grant() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'grant_revoked_is_final: a revoked grant never changes again'
    using errcode = '23514', constraint = 'grant_revoked_is_final';
end
$$;
create trigger refuse_change_of_revoked_grant before update on grants
  for each row when (old.state = 'revoked') execute function refuse_change_of_revoked_grant();

alter table request_stage add constraint stage_needs_somebody check (quorum >= 1);
alter table request_decision add constraint decision_has_a_reason check (length(btrim(reason)) > 0);
alter table request_item
  add constraint request_item_names_its_thing check (
    case kind
      when 'tool' then tool_id is not null and tool_digest is not null and definition is not null
      when 'access' then consumer_id is not null
    end
  );
