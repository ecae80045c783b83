import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";
import { newId } from "../kernel/id.ts";
import type { Candidate, FoundSecret, ImportedFile, Risk } from "./model.ts";

/** A candidate as stored: what all imports so far say of it together. */
export interface KnownCandidate {
  id: string;
  identityKey: string;
  secrets: FoundSecret[];
  risks: Risk[];
  environmentNames: string[];
}

export async function insertImport(
  tx: Tx,
  row: {
    organizationId: string;
    id: string;
    startedByName: string;
    files: readonly ImportedFile[];
    candidateCount: number;
    secretCount: number;
    createdAt: Date;
  },
): Promise<void> {
  await tx.import.create({
    data: {
      ...row,
      fileCount: row.files.length,
      // Plain JSON by its type; Prisma's input type asks for an index signature.
      files: row.files as unknown as Prisma.InputJsonValue,
    },
  });
}

/** Candidates already known by these identities, locked so that two imports of one server do not race. */
export async function lockKnownCandidates(
  tx: Tx,
  identityKeys: readonly string[],
): Promise<KnownCandidate[]> {
  return tx.$queryRaw<KnownCandidate[]>`
    select id, identity_key as "identityKey", secrets, risks, environment_names as "environmentNames"
    from candidate where identity_key = any (${identityKeys}::text[]) order by id for update`;
}

interface CandidateRow {
  candidate: Candidate;
  id: string;
  secrets: FoundSecret[];
  risks: Risk[];
  environmentNames: string[];
}

/** Adds or refreshes candidates in one statement; one already governed is tied to its server. Returns ids by identity. */
export async function upsertCandidates(
  tx: Tx,
  organizationId: string,
  rows: readonly CandidateRow[],
  at: Date,
): Promise<Map<string, { id: string; isNew: boolean }>> {
  const given = rows.map(({ candidate, id, secrets, risks, environmentNames }) => ({
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
    secrets,
    risks,
  }));
  const written = await tx.$queryRaw<{ id: string; identityKey: string; isNew: boolean }[]>`
    insert into candidate (organization_id, id, identity_key, name, state, transport, command, args, url,
      package_registry, package_name, package_version, environment_names, secrets, risks, server_id, first_seen_at,
      last_seen_at)
    select ${organizationId}::uuid, g.id, g.identity_key, g.name,
      (case when s.id is null then 'discovered' else 'registered' end)::candidate_state,
      g.transport::transport, g.command, array(select jsonb_array_elements_text(g.args)), g.url, g.package_registry,
      g.package_name, g.package_version, array(select jsonb_array_elements_text(g.environment_names)), g.secrets,
      g.risks, s.id, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (id uuid, identity_key text, name text,
      transport text, command text, args jsonb, url text, package_registry text, package_name text,
      package_version text, environment_names jsonb, secrets jsonb, risks jsonb)
    left join server s on s.identity_key = g.identity_key and s.state <> 'retired'
    on conflict (organization_id, identity_key) do update set last_seen_at = excluded.last_seen_at,
      secrets = excluded.secrets, risks = excluded.risks, environment_names = excluded.environment_names,
      version = candidate.version + 1
    returning id, identity_key as "identityKey", xmax = 0 as "isNew"`;
  return new Map(written.map(({ identityKey, id, isNew }) => [identityKey, { id, isNew }]));
}

interface SightingRow {
  candidateId: string;
  client: string;
  path: string;
  declaredName: string;
  isDisabled: boolean;
}

/** Records where candidates were seen; a place seen before keeps when it was first seen. */
export async function upsertSightings(
  tx: Tx,
  organizationId: string,
  importId: string,
  sightings: readonly SightingRow[],
  at: Date,
): Promise<void> {
  const rows = sightings.map((sighting) => ({ ...sighting, id: newId(at) }));
  await tx.$executeRaw`
    insert into sighting (organization_id, id, candidate_id, import_id, client, path, declared_name, is_disabled,
      first_seen_at, last_seen_at)
    select distinct on (g."candidateId", g.client, g.path, g."declaredName") ${organizationId}::uuid, g.id,
      g."candidateId", ${importId}::uuid, g.client, g.path, g."declaredName", g."isDisabled", ${at}::timestamptz,
      ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, "candidateId" uuid, client text, path text,
      "declaredName" text, "isDisabled" boolean)
    on conflict (organization_id, candidate_id, client, path, declared_name) do update
      set last_seen_at = excluded.last_seen_at, import_id = excluded.import_id, is_disabled = excluded.is_disabled`;
}

const candidateColumns = {
  id: true,
  identityKey: true,
  name: true,
  state: true,
  stateReason: true,
  transport: true,
  command: true,
  args: true,
  url: true,
  packageRegistry: true,
  packageName: true,
  packageVersion: true,
  environmentNames: true,
  secrets: true,
  risks: true,
  firstSeenAt: true,
  lastSeenAt: true,
  version: true,
  server: { select: { slug: true, name: true } },
  sightings: {
    select: {
      client: true,
      path: true,
      declaredName: true,
      isDisabled: true,
      firstSeenAt: true,
      lastSeenAt: true,
    },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
  },
} satisfies Prisma.CandidateSelect;

type CandidateColumns = Prisma.CandidateGetPayload<{ select: typeof candidateColumns }>;
/** Written by `upsertCandidates` from typed values, so the JSON has the types it went in with. */
export type CandidateDetails = Omit<CandidateColumns, "secrets" | "risks"> & {
  secrets: FoundSecret[];
  risks: Risk[];
};

export async function loadCandidate(tx: Tx, organizationId: string, id: string): Promise<CandidateDetails> {
  const row = await tx.candidate.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: candidateColumns,
  });
  if (row === null) throw notFound("candidate");
  return row as unknown as CandidateDetails;
}

/** Written out, because each state has an index of its own, and one is chosen only for a state known beforehand. */
const IN_STATE: Record<CandidateState, Prisma.Sql> = {
  discovered: Prisma.sql`state = 'discovered'`,
  registered: Prisma.sql`state = 'registered'`,
  dismissed: Prisma.sql`state = 'dismissed'`,
};

/** One page of candidates by name, with a look one row further to know whether there is more. */
export async function listCandidateRows(
  tx: Tx,
  filter: {
    state: CandidateState;
    search: string | undefined;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<CandidateDetails[]> {
  const pattern = filter.search === undefined ? null : `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from candidate
    where ${IN_STATE[filter.state]}
      and (${pattern}::text is null or name ilike ${pattern} or package_name ilike ${pattern} or url ilike ${pattern})
      and (${filter.after?.id ?? null}::uuid is null
        or (name, id) > (${filter.after?.name ?? ""}, ${filter.after?.id ?? null}::uuid))
    order by name, id limit ${filter.limit + 1}`;
  const rows = await tx.candidate.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    select: candidateColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows as unknown as CandidateDetails[];
}

/** Exact; counted in the index of each state, which takes milliseconds at tens of thousands. */
export async function countCandidateRows(tx: Tx): Promise<Record<CandidateState, number>> {
  const [counts] = await tx.$queryRaw<Record<CandidateState, number>[]>`
    select (select count(*) from candidate where ${IN_STATE.discovered})::int as discovered,
      (select count(*) from candidate where ${IN_STATE.registered})::int as registered,
      (select count(*) from candidate where ${IN_STATE.dismissed})::int as dismissed`;
  return counts ?? { discovered: 0, registered: 0, dismissed: 0 };
}

/** Moves a candidate on from `discovered`; fails when somebody else was faster. */
export async function settleCandidate(
  tx: Tx,
  candidate: { organizationId: string; id: string },
  to: { state: "registered"; serverId: string } | { state: "dismissed"; stateReason: string },
): Promise<void> {
  const { count } = await tx.candidate.updateMany({
    where: { ...candidate, state: "discovered" },
    data: { ...to, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("candidate");
}
