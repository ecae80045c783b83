import type { Risk } from "../inventory/configuration-risks.ts";
import type { Tx } from "../kernel/db.ts";
import { newId } from "../kernel/id.ts";
import type { SeenFile } from "./model.ts";

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
