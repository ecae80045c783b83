import type { FormerValue, SeenValue } from "../inventory/seen-values.ts";
import type { Tx } from "../kernel/db.ts";

export interface SecretPlace {
  sightingId: string;
  fingerprint: string;
  place: string;
  kind: string;
  machine: string;
  client: string;
  path: string;
  foundAt: Date;
  candidateId: string;
  candidate: string;
  serverSlug: string | null;
}

const PLACES_MAX = 200;

/** Where values with these fingerprints stand in client files now, newest first; at most 200. */
export async function listSecretPlaceRows(tx: Tx, fingerprints: readonly string[]): Promise<SecretPlace[]> {
  if (fingerprints.length === 0) return [];
  return tx.$queryRaw<SecretPlace[]>`
    select cs.sighting_id as "sightingId", cs.fingerprint, cs.place, cs.kind, si.machine, si.client, si.path,
      cs.found_at as "foundAt", ca.id as "candidateId", si.declared_name as candidate, s.slug as "serverSlug"
    from candidate_secret cs
    join sighting si on si.organization_id = cs.organization_id and si.id = cs.sighting_id and si.gone_at is null
    join candidate ca on ca.organization_id = cs.organization_id and ca.id = cs.candidate_id
    left join server s on s.organization_id = ca.organization_id and s.id = ca.server_id
    where cs.fingerprint = any(${[...fingerprints]}::text[])
    order by cs.found_at desc, cs.sighting_id, cs.place
    limit ${PLACES_MAX}`;
}

/** The values that stand in present files of these servers, by place. */
export async function listSeenValues(tx: Tx, serverIds: readonly string[]): Promise<SeenValue[]> {
  return tx.$queryRaw<SeenValue[]>`
    select ca.server_id as "serverId", cs.place, cs.fingerprint, max(cs.length_chars) as "lengthChars",
      max(cs.found_at) as "foundAt"
    from candidate ca
    join candidate_secret cs on cs.organization_id = ca.organization_id and cs.candidate_id = ca.id
    join sighting si on si.organization_id = cs.organization_id and si.id = cs.sighting_id and si.gone_at is null
    where ca.server_id = any (${[...serverIds]}::uuid[])
    group by ca.server_id, cs.place, cs.fingerprint`;
}

/** The values of these candidates, whether or not they are governed. */
export async function listFingerprintsOf(tx: Tx, candidateIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ fingerprint: string }[]>`
    select distinct fingerprint from candidate_secret where candidate_id = any (${[...candidateIds]}::uuid[])`;
  return rows.map(({ fingerprint }) => fingerprint);
}

/** In how many places each of these values stands, of what was read since it was replaced; by rotation. */
export async function countFormerPlaces(
  tx: Tx,
  values: readonly FormerValue[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ rotationId: string; count: number }[]>`
    select v."rotationId", count(*)::int as count
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as v ("rotationId" uuid, fingerprint text, "recordedAt" timestamptz)
    join candidate_secret cs on cs.fingerprint = v.fingerprint
    join sighting si on si.organization_id = cs.organization_id and si.id = cs.sighting_id and si.gone_at is null
      and si.last_seen_at > v."recordedAt"
    group by v."rotationId"`;
  return new Map(rows.map(({ rotationId, count }) => [rotationId, count]));
}
