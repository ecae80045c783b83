import type { Tx } from "../kernel/db.ts";
import type { BulkCredential, BulkScope, BulkServer, BulkTool, ToolOffer } from "./bulk-rows.ts";

/** For this transaction only: the list's rows are brought up to date once, by `refreshListing`, and not for each table. */
export async function postponeListing(tx: Tx): Promise<void> {
  await tx.$executeRaw`select set_config('steward.listing_is_postponed', 'on', true)`;
}

/**
 * Servers listed by one statement. While an organization is being filled, the planner's statistics do not know it yet,
 * and it compares every one of these with every server there is.
 */
const LISTED_AT_ONCE = 250;

export async function refreshListing(tx: Tx, serverIds: readonly string[]): Promise<void> {
  for (let from = 0; from < serverIds.length; from += LISTED_AT_ONCE) {
    await tx.$executeRaw`
      select refresh_server_listing(${serverIds.slice(from, from + LISTED_AT_ONCE)}::uuid[])`;
  }
}

/** What a load fills, in the order in which it does. */
const FILLED_TABLES = [
  ...["users", "server", "tool", "tool_version", "scope", "credential", "revocation_step", "finding"],
  ...["server_listing", "server_search", "server_facet_count"],
];

/** Tells the planner what the inventory holds by now, some `servers` at least; what this transaction wrote counts. */
export async function gatherStatistics(tx: Tx, servers: number): Promise<void> {
  for (const table of FILLED_TABLES) {
    await tx.$executeRaw`select analyze_inventory(${table}, ${servers}::bigint)`;
  }
}

/** Adds up what the refreshes so far appended, so that the list's counts stay quick to read without a worker. */
export async function foldListedCounts(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`select fold_server_facets(${organizationId}::uuid)`;
}

export async function serverExists(tx: Tx, organizationId: string, id: string): Promise<boolean> {
  const where = { organizationId_id: { organizationId, id } };
  return (await tx.server.findUnique({ where, select: { id: true } })) !== null;
}

export async function insertServers(
  tx: Tx,
  organizationId: string,
  servers: readonly BulkServer[],
): Promise<void> {
  await tx.$executeRaw`
    insert into server (organization_id, id, slug, name, purpose, state, state_reason, environment, criticality, team,
      transport, command, args, url, package_registry, package_name, package_version, identity_key, identity_digest,
      data_classes, tags, owner_id, backup_owner_id, server_role_id, next_review_on, last_seen_at,
      last_introspected_at, registered_by_id, registered_at, updated_at)
    select ${organizationId}::uuid, r.id, r.slug, r.name, r.purpose, r.state::server_state, r."stateReason",
      r.environment::environment, r.criticality::criticality, r.team, r.transport::transport, r.command, r.args, r.url,
      r."packageRegistry", r."packageName", r."packageVersion", r."identityKey", r."identityDigest", r."dataClasses",
      r.tags, r."ownerId", r."backupOwnerId", r."serverRoleId", r."nextReviewOn", r."lastSeenAt",
      r."lastIntrospectedAt", r."registeredById", r."registeredAt", r."updatedAt"
    from jsonb_to_recordset(${JSON.stringify(servers)}::jsonb)
      as r(id uuid, slug text, name text, purpose text, state text, "stateReason" text, environment text,
        criticality text, team text, transport text, command text, args text[], url text, "packageRegistry" text,
        "packageName" text, "packageVersion" text, "identityKey" text, "identityDigest" text, "dataClasses" text[],
        tags text[], "ownerId" uuid, "backupOwnerId" uuid, "serverRoleId" uuid, "nextReviewOn" date,
        "lastSeenAt" timestamptz, "lastIntrospectedAt" timestamptz, "registeredById" uuid, "registeredAt" timestamptz,
        "updatedAt" timestamptz)`;
}

/** Tools and their first version, each with the definition that its offer names. */
export async function insertOfferedTools(
  tx: Tx,
  organizationId: string,
  tools: readonly BulkTool[],
  offers: readonly ToolOffer[],
): Promise<void> {
  await tx.$executeRaw`
    with offer as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(offers)}::jsonb)
        as o(key text, name text, description text, definition jsonb, digest text, "claimedImpact" text,
          "suggestedImpact" text, "impactReasons" jsonb)
    ), found as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(tools)}::jsonb)
        as t(id uuid, "versionId" uuid, "serverId" uuid, offer text, state text, "firstSeenAt" timestamptz,
          "lastSeenAt" timestamptz)
    ), written as (
      insert into tool (organization_id, id, server_id, name, description, definition, digest, claimed_impact,
        suggested_impact, reviewed_impact, impact_reasons, state, first_seen_at, last_seen_at, changed_at)
      select ${organizationId}::uuid, t.id, t."serverId", o.name, o.description, o.definition, o.digest,
        o."claimedImpact"::impact, o."suggestedImpact"::impact, o."suggestedImpact"::impact, o."impactReasons",
        t.state::tool_state, t."firstSeenAt", t."lastSeenAt", t."firstSeenAt"
      from found t join offer o on o.key = t.offer
    )
    insert into tool_version (organization_id, id, tool_id, name, digest, definition, change, seen_at)
    select ${organizationId}::uuid, t."versionId", t.id, o.name, o.digest, o.definition, 'added', t."firstSeenAt"
    from found t join offer o on o.key = t.offer`;
}

export async function insertScopes(
  tx: Tx,
  organizationId: string,
  scopes: readonly BulkScope[],
): Promise<void> {
  await tx.$executeRaw`
    insert into scope (organization_id, id, server_id, name, system, breadth, added_at)
    select ${organizationId}::uuid, r.id, r."serverId", r.name, r.system, r.breadth::scope_breadth, r."addedAt"
    from jsonb_to_recordset(${JSON.stringify(scopes)}::jsonb)
      as r(id uuid, "serverId" uuid, name text, system text, breadth text, "addedAt" timestamptz)`;
}

export async function insertCredentialFacts(
  tx: Tx,
  organizationId: string,
  credentials: readonly BulkCredential[],
): Promise<void> {
  await tx.$executeRaw`
    insert into credential (organization_id, id, server_id, name, kind, issuer, kept_in, place, fingerprint,
      length_chars, state, issued_at, expires_at, last_used_at, added_at)
    select ${organizationId}::uuid, r.id, r."serverId", r.name, r.kind::credential_kind, r.issuer,
      r."keptIn"::credential_kept_in, r.place, r.fingerprint, r."lengthChars", r.state::credential_state, r."issuedAt",
      r."expiresAt", r."lastUsedAt", r."addedAt"
    from jsonb_to_recordset(${JSON.stringify(credentials)}::jsonb)
      as r(id uuid, "serverId" uuid, name text, kind text, issuer text, "keptIn" text, place text, fingerprint text,
        "lengthChars" int, state text, "issuedAt" timestamptz, "expiresAt" timestamptz, "lastUsedAt" timestamptz,
        "addedAt" timestamptz)`;
}
