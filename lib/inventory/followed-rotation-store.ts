import type { Tx } from "../kernel/db.ts";
import type { FormerValue, SeenValue } from "./seen-values.ts";

export interface FollowedCredential {
  id: string;
  name: string;
  serverId: string;
}

/**
 * Gives rotated credentials of these servers the value that now stands in the place of the former one: where exactly
 * one new value does, found no earlier than the rotation, that is no other credential's.
 * One that somebody is changing is left to the next import: they hold it, and wait for what this import holds.
 */
export async function confirmRotationRows(
  tx: Tx,
  serverIds: readonly string[],
  seen: readonly SeenValue[],
  at: Date,
): Promise<FollowedCredential[]> {
  return tx.$queryRaw<FollowedCredential[]>`
    with seen as (
      select * from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb)
        as v ("serverId" uuid, place text, fingerprint text, "lengthChars" int, "foundAt" timestamptz)
    ), waiting as (
      select c.organization_id, c.id, c.server_id, c.place, r.id as rotation_id, r.rotated_at
      from credential c
      cross join lateral (
        select id, rotated_at, former_fingerprint from credential_rotation r
        where r.organization_id = c.organization_id and r.credential_id = c.id
        order by r.recorded_at desc, r.id desc limit 1
      ) r
      where c.server_id = any (${[...serverIds]}::uuid[]) and c.state = 'active' and c.fingerprint is null
        and r.former_fingerprint is not null
      order by c.id for update of c skip locked
    ), fitting as (
      select w.organization_id, w.id, w.rotation_id, min(v.fingerprint) as fingerprint,
        min(v."lengthChars") as length_chars
      from waiting w
      join seen v on v."serverId" = w.server_id and v.place = any (string_to_array(w.place, ', '))
        and v."foundAt" >= w.rotated_at
      where not exists (
          select from credential_rotation f where f.organization_id = w.organization_id and f.credential_id = w.id
            and f.former_fingerprint = v.fingerprint)
        and not exists (
          select from credential k where k.organization_id = w.organization_id and k.server_id = w.server_id
            and k.fingerprint = v.fingerprint)
      group by w.organization_id, w.id, w.rotation_id having count(distinct v.fingerprint) = 1
    ), confirmed as (
      update credential_rotation r set confirmed_at = ${at}::timestamptz from fitting f
      where r.organization_id = f.organization_id and r.id = f.rotation_id
    )
    update credential c set fingerprint = f.fingerprint, length_chars = f.length_chars
    from fitting f where c.organization_id = f.organization_id and c.id = f.id
    returning c.id, c.name, c.server_id as "serverId"`;
}

/** Looked at again in one import's transaction; more come with the next. */
const LOOKED_AT_MAX = 500;

/** Rotations away from these values, and those whose former value was last seen somewhere: it may be gone by now. */
export async function listFormerValueRows(tx: Tx, fingerprints: readonly string[]): Promise<FormerValue[]> {
  return tx.$queryRaw<FormerValue[]>`
    select r.id as "rotationId", r.former_fingerprint as fingerprint, r.recorded_at as "recordedAt"
    from (
      (select id from credential_rotation where former_fingerprint = any (${[...fingerprints]}::text[])
        limit ${LOOKED_AT_MAX})
      union
      (select id from credential_rotation where former_seen_count > 0 order by former_seen_at limit ${LOOKED_AT_MAX})
    ) wanted
    join credential_rotation r on r.id = wanted.id`;
}

/** In how many places each former value stands; gives the credentials of which that began or ended, one row for each rotation. */
export async function saveFormerSeen(
  tx: Tx,
  counts: readonly { rotationId: string; count: number }[],
  at: Date,
): Promise<(FollowedCredential & { count: number })[]> {
  if (counts.length === 0) return [];
  return tx.$queryRaw<(FollowedCredential & { count: number })[]>`
    with counted as (
      select r.organization_id, r.id, r.credential_id, r.former_seen_count as before, g.count
      from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as g ("rotationId" uuid, count int)
      join credential_rotation r on r.id = g."rotationId"
      order by r.id for update of r
    ), saved as (
      update credential_rotation r set former_seen_count = c.count,
        former_seen_at = case when c.count > 0 then ${at}::timestamptz else r.former_seen_at end
      from counted c
      where r.organization_id = c.organization_id and r.id = c.id and (c.count > 0 or c.before > 0)
    )
    select k.id, k.name, k.server_id as "serverId", c.count
    from counted c join credential k on k.organization_id = c.organization_id and k.id = c.credential_id
    where (c.count > 0) <> (c.before > 0)`;
}
