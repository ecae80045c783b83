import type { Risk } from "../inventory/configuration-risks.ts";
import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";
import { newId } from "../kernel/id.ts";
import type { Candidate, ImportedFile, ImportSource, SeenFile } from "./model.ts";

export interface ImportCounts {
  fileCount: number;
  serverCount: number;
  candidateCount: number;
  newCount: number;
  secretCount: number;
}

export async function insertImport(
  tx: Tx,
  row: ImportCounts & {
    organizationId: string;
    id: string;
    startedByName: string;
    machine: string;
    source: ImportSource;
    files: readonly ImportedFile[];
    createdAt: Date;
    finishedAt: Date | null;
  },
): Promise<void> {
  // Plain JSON by its type; Prisma's input type asks for an index signature.
  await tx.import.create({ data: { ...row, files: row.files as unknown as Prisma.InputJsonValue } });
}

/** Adds to what an import has found so far. @throws AppError `not_found` when it is none of this organization's */
export async function addToImport(
  tx: Tx,
  id: string,
  counts: Omit<ImportCounts, "fileCount">,
): Promise<void> {
  const { count } = await tx.import.updateMany({
    where: { id, finishedAt: null },
    data: {
      serverCount: { increment: counts.serverCount },
      candidateCount: { increment: counts.candidateCount },
      newCount: { increment: counts.newCount },
      secretCount: { increment: counts.secretCount },
    },
  });
  if (count !== 1) throw notFound("open import");
}

/** Closes an import and gives what it found. @throws AppError `not_found` when it is not open */
export async function closeImport(
  tx: Tx,
  organizationId: string,
  id: string,
  { fileCount, files, at }: { fileCount: number; files: readonly ImportedFile[]; at: Date },
): Promise<ImportCounts & { machine: string }> {
  const { count } = await tx.import.updateMany({
    where: { id, finishedAt: null },
    data: { fileCount, files: files as unknown as Prisma.InputJsonValue, finishedAt: at },
  });
  if (count !== 1) throw notFound("open import");
  return tx.import.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    select: {
      fileCount: true,
      serverCount: true,
      candidateCount: true,
      newCount: true,
      secretCount: true,
      machine: true,
    },
  });
}

/** Files of a machine inside a folder where something is said to stand, that this import has not seen; by path. */
export async function listUnseenPathRows(
  tx: Tx,
  { importId, machine, folder, limit }: { importId: string; machine: string; folder: string; limit: number },
): Promise<string[]> {
  const inside = `${folder.replace(/\/+$/, "")}/`;
  const rows = await tx.$queryRaw<{ path: string }[]>`
    select distinct path from sighting
    where machine = ${machine} and gone_at is null and import_id <> ${importId}::uuid
      and (starts_with(path, ${inside}) or path = ${folder})
    order by path limit ${limit}`;
  return rows.map((row) => row.path);
}

/** A candidate as stored: what all imports so far say of it together. */
export interface KnownCandidate {
  id: string;
  identityKey: string;
  risks: Risk[];
  environmentNames: string[];
}

/** Candidates already known by these identities, locked so that two imports of one server do not race. */
export async function lockKnownCandidates(
  tx: Tx,
  identityKeys: readonly string[],
): Promise<KnownCandidate[]> {
  return tx.$queryRaw<KnownCandidate[]>`
    select id, identity_key as "identityKey", risks, environment_names as "environmentNames"
    from candidate where identity_key = any (${identityKeys}::text[]) order by id for update`;
}

export interface CandidateRow {
  candidate: Candidate;
  id: string;
  risks: Risk[];
  environmentNames: string[];
}

export interface WrittenCandidate {
  id: string;
  identityKey: string;
  state: CandidateState;
  serverId: string | null;
  isNew: boolean;
}

/** Adds or refreshes candidates in one statement; one whose server is governed by now is tied to it. */
export async function upsertCandidates(
  tx: Tx,
  organizationId: string,
  rows: readonly CandidateRow[],
  at: Date,
): Promise<WrittenCandidate[]> {
  const given = rows.map(({ candidate, id, risks, environmentNames }) => ({
    id,
    identity_key: candidate.identityKey,
    name: candidate.name,
    transport: candidate.server.transport,
    command: candidate.server.command ?? null,
    args: candidate.server.args ?? [],
    url: candidate.server.url ?? null,
    package_registry: candidate.server.package?.registry ?? null,
    package_name: candidate.server.package?.name ?? null,
    package_version: candidate.server.package?.version ?? null,
    environment_names: environmentNames,
    risks,
  }));
  // In order of identity, so that two imports of the same new servers wait for each other and never lock each other out.
  return tx.$queryRaw<WrittenCandidate[]>`
    insert into candidate (organization_id, id, identity_key, name, state, transport, command, args, url,
      package_registry, package_name, package_version, environment_names, risks, risk_count, secret_count, server_id,
      first_seen_at, last_seen_at)
    select ${organizationId}::uuid, g.id, g.identity_key, g.name,
      (case when s.id is null then 'discovered' else 'registered' end)::candidate_state,
      g.transport::transport, g.command, array(select jsonb_array_elements_text(g.args)), g.url, g.package_registry,
      g.package_name, g.package_version, array(select jsonb_array_elements_text(g.environment_names)), g.risks,
      jsonb_array_length(g.risks), 0, s.id, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (id uuid, identity_key text, name text,
      transport text, command text, args jsonb, url text, package_registry text, package_name text,
      package_version text, environment_names jsonb, risks jsonb)
    left join lateral (
      select o.id from server o where o.identity_key = g.identity_key and o.state <> 'retired'
      union all
      select o.id from server_alias a join server o on o.id = a.server_id and o.state <> 'retired'
      where a.identity_key = g.identity_key
      limit 1
    ) s on true
    order by g.identity_key
    on conflict (organization_id, identity_key) do update set last_seen_at = excluded.last_seen_at, gone_at = null,
      transport = excluded.transport, command = excluded.command, args = excluded.args, url = excluded.url,
      package_version = excluded.package_version, risks = excluded.risks, risk_count = excluded.risk_count,
      environment_names = excluded.environment_names,
      state = case when candidate.state = 'discovered' then excluded.state else candidate.state end,
      server_id = case when candidate.state = 'dismissed' then null
        else coalesce(excluded.server_id, candidate.server_id) end,
      version = candidate.version + 1
    returning id, identity_key as "identityKey", state, server_id as "serverId", xmax = 0 as "isNew"`;
}

export interface SightingRow {
  candidateId: string;
  machine: string;
  client: string;
  path: string;
  declaredName: string;
  isDisabled: boolean;
  connectionDigest: string;
  environmentNames: string[];
  risks: Risk[];
}

export interface WrittenSighting {
  id: string;
  candidateId: string;
  machine: string;
  client: string;
  path: string;
  declaredName: string;
  /** It was here before and says something else now, or had gone. */
  isChanged: boolean;
}

/** Records where candidates were seen; a place seen before keeps when it was first seen, and notes what changed. */
export async function upsertSightings(
  tx: Tx,
  organizationId: string,
  importId: string,
  sightings: readonly SightingRow[],
  at: Date,
): Promise<WrittenSighting[]> {
  const rows = sightings.map((sighting) => ({ ...sighting, id: newId(at), changeId: newId(at) }));
  return tx.$queryRaw<WrittenSighting[]>`
    with given as materialized (
      select distinct on (g."candidateId", g.machine, g.client, g.path, g."declaredName") g.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, "changeId" uuid, "candidateId" uuid,
        machine text, client text, path text, "declaredName" text, "isDisabled" boolean, "connectionDigest" text,
        "environmentNames" jsonb, risks jsonb)
    ), before as materialized (
      select s.id, g."changeId", s.candidate_id,
        case when s.gone_at is not null then 'returned'
          when s.connection_digest not in ('', g."connectionDigest") or s.risks <> g.risks then 'changed'
        end as change
      from given g
      join sighting s on s.candidate_id = g."candidateId" and s.machine = g.machine and s.client = g.client
        and s.path = g.path and s.declared_name = g."declaredName"
    ), noted as (
      insert into sighting_change (organization_id, id, sighting_id, candidate_id, import_id, change, changed_at)
      select ${organizationId}::uuid, b."changeId", b.id, b.candidate_id, ${importId}::uuid,
        b.change::sighting_change_kind, ${at}::timestamptz
      from before b where b.change is not null
    ), written as (
      insert into sighting (organization_id, id, candidate_id, import_id, machine, client, path, declared_name,
        is_disabled, connection_digest, environment_names, risks, first_seen_at, last_seen_at)
      select ${organizationId}::uuid, g.id, g."candidateId", ${importId}::uuid, g.machine, g.client, g.path,
        g."declaredName", g."isDisabled", g."connectionDigest",
        array(select jsonb_array_elements_text(g."environmentNames")), g.risks, ${at}::timestamptz, ${at}::timestamptz
      from given g
      on conflict (organization_id, candidate_id, machine, client, path, declared_name) do update
        set last_seen_at = excluded.last_seen_at, import_id = excluded.import_id, is_disabled = excluded.is_disabled,
          connection_digest = excluded.connection_digest, environment_names = excluded.environment_names,
          risks = excluded.risks, gone_at = null
      returning id, candidate_id, machine, client, path, declared_name
    )
    select w.id, w.candidate_id as "candidateId", w.machine, w.client, w.path, w.declared_name as "declaredName",
      coalesce(b.change is not null, false) as "isChanged"
    from written w left join before b on b.id = w.id`;
}

export interface SecretRow {
  sightingId: string;
  candidateId: string;
  place: string;
  fingerprint: string;
  kind: string;
  lengthChars: number;
}

/** What stands in these places now: what is no longer there goes, what is new comes, the rest is not touched. */
export async function replaceSecrets(
  tx: Tx,
  organizationId: string,
  sightingIds: readonly string[],
  secrets: readonly SecretRow[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    with given as materialized (
      select distinct on (g."sightingId", g.place, g.fingerprint) g.*
      from jsonb_to_recordset(${JSON.stringify(secrets)}::jsonb) as g ("sightingId" uuid, "candidateId" uuid,
        place text, fingerprint text, kind text, "lengthChars" int)
    ), removed as (
      delete from candidate_secret c
      where c.sighting_id = any (${sightingIds}::uuid[]) and not exists (
        select from given g
        where g."sightingId" = c.sighting_id and g.place = c.place and g.fingerprint = c.fingerprint)
    )
    insert into candidate_secret (organization_id, sighting_id, place, fingerprint, candidate_id, kind, length_chars,
      found_at)
    select ${organizationId}::uuid, g."sightingId", g.place, g.fingerprint, g."candidateId", g.kind, g."lengthChars",
      ${at}::timestamptz
    from given g on conflict do nothing`;
}

/** Places marked gone in one statement; more come in the next. */
export const GONE_LIMIT = 5_000;

/** Marks what these files showed before this import and show no longer. Gives the candidates it concerns, at most GONE_LIMIT. */
export async function markGone(
  tx: Tx,
  organizationId: string,
  importId: string,
  files: readonly SeenFile[],
  at: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ candidate_id: string }[]>`
    with due as (
      select s.id from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f (machine text, path text)
      join sighting s on s.machine = f.machine and s.path = f.path and s.gone_at is null
      where s.import_id <> ${importId}::uuid
      limit ${GONE_LIMIT}
    ), gone as (
      update sighting s set gone_at = ${at}::timestamptz from due where s.id = due.id
      returning s.id, s.candidate_id
    ), noted as (
      insert into sighting_change (organization_id, id, sighting_id, candidate_id, import_id, change, changed_at)
      select ${organizationId}::uuid, gen_random_uuid(), g.id, g.candidate_id, ${importId}::uuid, 'gone',
        ${at}::timestamptz
      from gone g
    )
    select candidate_id from gone`;
  return rows.map((row) => row.candidate_id);
}

/** Brings these candidates up to what their present sightings say; one that is seen nowhere any more says since when. */
export async function summarizeCandidates(tx: Tx, candidateIds: readonly string[], at: Date): Promise<void> {
  if (candidateIds.length === 0) return;
  await tx.$executeRaw`
    update candidate c set
      risks = seen.risks, risk_count = jsonb_array_length(seen.risks), secret_count = seen.secrets,
      environment_names = case when seen.is_present then seen.names else c.environment_names end,
      gone_at = case when seen.is_present then null else coalesce(c.gone_at, ${at}::timestamptz) end
    from unnest(${candidateIds}::uuid[]) as wanted (id)
    cross join lateral (
      select
        exists (select from sighting s where s.candidate_id = wanted.id and s.gone_at is null) as is_present,
        (select coalesce(jsonb_agg(distinct r), '[]') from sighting s, jsonb_array_elements(s.risks) r
          where s.candidate_id = wanted.id and s.gone_at is null) as risks,
        array(select distinct n from sighting s, unnest(s.environment_names) n
          where s.candidate_id = wanted.id and s.gone_at is null order by n) as names,
        (select count(distinct (f.place, f.fingerprint))::int from candidate_secret f
          join sighting s on s.organization_id = f.organization_id and s.id = f.sighting_id and s.gone_at is null
          where f.candidate_id = wanted.id) as secrets
    ) seen
    where c.id = wanted.id`;
}
