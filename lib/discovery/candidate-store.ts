import type { Risk } from "../inventory/configuration-risks.ts";
import { conflict, notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { FoundSecret } from "./model.ts";
import type { SeenFacts } from "./seen-facts.ts";
import { factsToKeep } from "./sighting-facts-store.ts";

/** Places shown with a candidate; a server that everybody has stands in thousands. */
const SIGHTINGS_SHOWN = 50;
/** Secrets of one candidate: in a list, and where it is looked at or registered. */
const SECRETS_LISTED = 20;
const SECRETS_MAX = 1_000;

export const candidateColumns = {
  id: true,
  identityKey: true,
  name: true,
  state: true,
  stateReason: true,
  returnedBecause: true,
  transport: true,
  command: true,
  args: true,
  url: true,
  packageRegistry: true,
  packageName: true,
  packageVersion: true,
  environmentNames: true,
  risks: true,
  secretCount: true,
  firstSeenAt: true,
  lastSeenAt: true,
  goneAt: true,
  version: true,
  server: { select: { slug: true, name: true } },
  claimedBy: { select: { id: true, name: true, email: true } },
  claimReason: true,
  claimedAt: true,
  sightings: {
    select: {
      importId: true,
      machine: true,
      client: true,
      path: true,
      declaredName: true,
      isDisabled: true,
      firstSeenAt: true,
      lastSeenAt: true,
      goneAt: true,
    },
    orderBy: { lastSeenAt: "desc" },
    take: SIGHTINGS_SHOWN,
  },
} satisfies Prisma.CandidateSelect;

type CandidateColumns = Prisma.CandidateGetPayload<{ select: typeof candidateColumns }>;
/** Written from typed values, so the JSON has the type it went in with. */
export type CandidateDetails = Omit<CandidateColumns, "risks"> & { risks: Risk[]; secrets: FoundSecret[] };

export async function loadCandidate(tx: Tx, organizationId: string, id: string): Promise<CandidateDetails> {
  const row = await tx.candidate.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: candidateColumns,
  });
  if (row === null) throw notFound("candidate");
  const [details] = await withSecrets(tx, [row], SECRETS_MAX);
  if (details === undefined) throw notFound("candidate");
  return details;
}

/** Those of these candidates that exist, locked against whoever settles them at the same time. */
export async function loadCandidates(tx: Tx, ids: readonly string[]): Promise<CandidateDetails[]> {
  await tx.$queryRaw`select id from candidate where id = any (${ids}::uuid[]) order by id for update`;
  const rows = await tx.candidate.findMany({
    where: { id: { in: [...ids] } },
    select: candidateColumns,
    orderBy: { id: "asc" },
  });
  return withSecrets(tx, rows, SECRETS_MAX);
}

/** Candidates with the secrets that stand in their present places, by place; a bounded number of each. */
export async function withSecrets(
  tx: Tx,
  rows: readonly CandidateColumns[],
  limit = SECRETS_LISTED,
): Promise<CandidateDetails[]> {
  const secrets = await listFoundSecrets(
    tx,
    rows.filter((row) => row.secretCount > 0).map((row) => row.id),
    limit,
  );
  return rows.map((row) => ({
    ...row,
    risks: row.risks as unknown as Risk[],
    secrets: secrets.get(row.id) ?? [],
  }));
}

/** Each secret once for each place in a file it stands in now. */
async function listFoundSecrets(
  tx: Tx,
  candidateIds: readonly string[],
  limit: number,
): Promise<Map<string, FoundSecret[]>> {
  if (candidateIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<({ candidateId: string } & FoundSecret)[]>`
    select wanted.id as "candidateId", f.kind, f.place, f.length_chars as "lengthChars", f.fingerprint
    from unnest(${candidateIds}::uuid[]) as wanted (id)
    cross join lateral (
      select distinct on (c.place, c.fingerprint) c.kind, c.place, c.length_chars, c.fingerprint
      from candidate_secret c
      join sighting s on s.organization_id = c.organization_id and s.id = c.sighting_id and s.gone_at is null
      where c.candidate_id = wanted.id
      order by c.place, c.fingerprint limit ${limit}
    ) f`;
  const byCandidate = new Map<string, FoundSecret[]>();
  for (const { candidateId, ...secret } of rows) {
    byCandidate.set(candidateId, [...(byCandidate.get(candidateId) ?? []), secret]);
  }
  return byCandidate;
}

type Settled =
  | { state: "registered"; serverId: string; stateReason?: string }
  | { state: "dismissed"; stateReason: string; facts: SeenFacts };

/** Moves a candidate on from `discovered`; fails when somebody else was faster. */
export async function settleCandidate(
  tx: Tx,
  candidate: { organizationId: string; id: string },
  to: Settled,
): Promise<void> {
  const data =
    to.state === "registered"
      ? to
      : { state: to.state, stateReason: to.stateReason, dismissedFacts: factsToKeep(to.facts) };
  const { count } = await tx.candidate.updateMany({
    where: { ...candidate, state: "discovered" },
    data: { ...data, returnedBecause: [], version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("candidate");
}

/** Ties candidates to the servers they became, in one statement. */
export async function settleRegistered(
  tx: Tx,
  rows: readonly { id: string; serverId: string }[],
): Promise<void> {
  await tx.$executeRaw`
    update candidate c set state = 'registered', server_id = g."serverId", returned_because = '{}',
      version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, "serverId" uuid)
    where c.id = g.id and c.state = 'discovered'`;
}

/** Sets those aside that still wait, and gives them. */
export async function settleDismissed(
  tx: Tx,
  rows: readonly { id: string; facts: SeenFacts }[],
  reason: string,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    update candidate c set state = 'dismissed', state_reason = ${reason}, dismissed_facts = g.facts,
      returned_because = '{}', version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, facts jsonb)
    where c.id = g.id and c.state = 'discovered'
    returning c.id, c.name`;
}

/** Brings a dismissed candidate back to wait; fails when somebody else was faster. */
export async function restoreDismissed(
  tx: Tx,
  candidate: { organizationId: string; id: string },
): Promise<void> {
  const { count } = await tx.candidate.updateMany({
    where: { ...candidate, state: "dismissed" },
    data: { state: "discovered", stateReason: null, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("candidate");
}
