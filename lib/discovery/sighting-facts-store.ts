import type { RecordedRisk } from "../inventory/configuration-risks.ts";
import type { Tx } from "../kernel/db.ts";
import type { Prisma } from "../kernel/generated/client.ts";
import type { FoundSecret } from "./model.ts";
import type { SeenFacts } from "./seen-facts.ts";

/** Servers that one statement looks at. */
export const SERVERS_LIMIT = 1_000;

/** What the present sightings of these servers show to be risky; one row for each server and risk. */
export async function listServerRisks(tx: Tx, serverIds: readonly string[]): Promise<RecordedRisk[]> {
  return tx.$queryRaw<RecordedRisk[]>`
    select c.server_id as "serverId", r.risk ->> 'id' as risk,
      (array_agg(r.risk ->> 'explanation' order by s.last_seen_at desc, s.id))[1] as explanation,
      (select array(select distinct t from unnest(array_agg(r.risk -> 'tools')) as l (tools),
        jsonb_array_elements_text(case jsonb_typeof(l.tools) when 'array' then l.tools else '[]' end) t
        order by t limit 200)) as tools,
      count(*)::int as "placeCount"
    from candidate c
    join sighting s on s.organization_id = c.organization_id and s.candidate_id = c.id and s.gone_at is null
    cross join jsonb_array_elements(s.risks) as r (risk)
    where c.server_id = any (${serverIds}::uuid[])
    group by c.server_id, r.risk ->> 'id'`;
}

/** The governed servers that these candidates are. */
export async function listServersOf(tx: Tx, candidateIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ server_id: string }[]>`
    select distinct server_id from candidate
    where id = any (${candidateIds}::uuid[]) and server_id is not null`;
  return rows.map((row) => row.server_id);
}

/** Secrets that stand in present places of these candidates, of those that are governed servers; each value once a place. */
export async function listSecretsOfServers(
  tx: Tx,
  candidateIds: readonly string[],
): Promise<(FoundSecret & { serverId: string })[]> {
  return tx.$queryRaw<(FoundSecret & { serverId: string })[]>`
    select distinct on (c.server_id, f.fingerprint, f.place) c.server_id as "serverId", f.place, f.fingerprint, f.kind,
      f.length_chars as "lengthChars"
    from candidate c
    join server s on s.organization_id = c.organization_id and s.id = c.server_id and s.state <> 'retired'
    join candidate_secret f on f.organization_id = c.organization_id and f.candidate_id = c.id
    join sighting p on p.organization_id = f.organization_id and p.id = f.sighting_id and p.gone_at is null
    where c.id = any (${candidateIds}::uuid[])
    order by c.server_id, f.fingerprint, f.place, f.found_at`;
}

/** What is seen of these candidates, in their present places together. */
export async function listSeenFacts(
  tx: Tx,
  candidateIds: readonly string[],
): Promise<Map<string, SeenFacts>> {
  const rows = await tx.$queryRaw<({ id: string } & SeenFacts)[]>`
    select c.id,
      array(select distinct s.connection_digest from sighting s
        where s.candidate_id = c.id and s.gone_at is null) as connections,
      array(select distinct f.place || ' ' || f.fingerprint from candidate_secret f
        join sighting s on s.organization_id = f.organization_id and s.id = f.sighting_id and s.gone_at is null
        where f.candidate_id = c.id) as secrets,
      coalesce((select jsonb_agg(jsonb_build_object('id', r ->> 'id', 'title', r ->> 'title'))
        from jsonb_array_elements(c.risks) r), '[]') as risks,
      c.environment_names as "environmentNames"
    from candidate c where c.id = any (${candidateIds}::uuid[])`;
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

export interface SettledCandidate {
  id: string;
  name: string;
  state: "registered" | "dismissed";
  /** What a dismissed one was dismissed with. */
  dismissedFacts: SeenFacts | null;
}

/** Those of these candidates that were settled and may have to come back: dismissed ones, and those of a retired server. */
export async function listReturnable(tx: Tx, candidateIds: readonly string[]): Promise<SettledCandidate[]> {
  return tx.$queryRaw<SettledCandidate[]>`
    select c.id, c.name, c.state, c.dismissed_facts as "dismissedFacts"
    from candidate c
    left join server s on s.organization_id = c.organization_id and s.id = c.server_id
    where c.id = any (${candidateIds}::uuid[]) and (c.state = 'dismissed' or s.state = 'retired')
    order by c.id`;
}

/** Puts settled candidates back to waiting, each with what changed. */
export async function returnCandidates(
  tx: Tx,
  rows: readonly { id: string; because: readonly string[] }[],
): Promise<void> {
  await tx.$executeRaw`
    update candidate c set state = 'discovered', server_id = null, dismissed_facts = null, state_reason = null,
      returned_because = array(select jsonb_array_elements_text(g.because)), version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, because jsonb)
    where c.id = g.id`;
}

/** What a candidate is dismissed with, as JSON to keep. */
export function factsToKeep(facts: SeenFacts): Prisma.InputJsonValue {
  return { ...facts };
}
