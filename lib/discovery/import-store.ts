import type { Risk } from "../inventory/configuration-risks.ts";
import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";
import type { Candidate, ImportedFile, ImportSource } from "./model.ts";

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
    startedByTokenId: string | null;
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

/** Who told what: a person, or a program by its token. */
export interface Teller {
  name: string;
  /** Null for a person. */
  tokenId: string | null;
}

/** Who made these imports, by the import's id. */
export async function listTellers(tx: Tx, importIds: readonly string[]): Promise<Record<string, Teller>> {
  const rows = await tx.import.findMany({
    where: { id: { in: [...new Set(importIds)] } },
    select: { id: true, startedByName: true, startedByTokenId: true },
  });
  return Object.fromEntries(
    rows.map((row) => [row.id, { name: row.startedByName, tokenId: row.startedByTokenId }]),
  );
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
