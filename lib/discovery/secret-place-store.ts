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
