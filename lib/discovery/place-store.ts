import type { Tx } from "../kernel/db.ts";
import type { SightingChangeKind } from "../kernel/generated/enums.ts";
import type { SeenFile } from "./model.ts";

/** Places of one server that a page shows. */
const PLACES_SHOWN = 100;
const CHANGES_SHOWN = 50;
const COUNT_LIMIT = 10_000;

export interface Place {
  machine: string;
  client: string;
  path: string;
  declaredName: string;
  isDisabled: boolean;
  firstSeenAt: Date;
  lastSeenAt: Date;
  goneAt: Date | null;
  /** Who told so last: a person, or a program by its token. */
  toldBy: string;
}

/** Where a governed server is seen: places present first, then those it is gone from; newest first. */
export async function listPlacesOfServer(tx: Tx, serverId: string): Promise<Place[]> {
  return tx.$queryRaw<Place[]>`
    select s.machine, s.client, s.path, s.declared_name as "declaredName", s.is_disabled as "isDisabled",
      s.first_seen_at as "firstSeenAt", s.last_seen_at as "lastSeenAt", s.gone_at as "goneAt",
      i.started_by_name as "toldBy"
    from candidate c
    join sighting s on s.organization_id = c.organization_id and s.candidate_id = c.id
    join import i on i.organization_id = s.organization_id and i.id = s.import_id
    where c.server_id = ${serverId}::uuid
    order by s.gone_at is not null, s.last_seen_at desc, s.id limit ${PLACES_SHOWN}`;
}

/** How many places it is present in, counted up to 10,000 and one. */
export async function countPlacesOfServer(tx: Tx, serverId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from candidate c
      join sighting s on s.organization_id = c.organization_id and s.candidate_id = c.id and s.gone_at is null
      where c.server_id = ${serverId}::uuid limit ${COUNT_LIMIT + 1}) counted`;
  return row?.count ?? 0;
}

export interface PlaceChange {
  change: SightingChangeKind;
  changedAt: Date;
  machine: string;
  client: string;
  path: string;
  declaredName: string;
  /** Who told so: a person, or a program by its token. */
  toldBy: string;
}

/** What happened at a candidate's places, newest first. */
export async function listPlaceChanges(tx: Tx, candidateId: string): Promise<PlaceChange[]> {
  return tx.$queryRaw<PlaceChange[]>`
    select h.change, h.changed_at as "changedAt", s.machine, s.client, s.path, s.declared_name as "declaredName",
      i.started_by_name as "toldBy"
    from sighting_change h
    join import i on i.organization_id = h.organization_id and i.id = h.import_id
    join sighting s on s.organization_id = h.organization_id and s.id = h.sighting_id
    where h.candidate_id = ${candidateId}::uuid
    order by h.changed_at desc, h.id desc limit ${CHANGES_SHOWN}`;
}

/** Places whose present servers were told of by another token that is still good, or by a person. */
export async function listForeignPlaceRows(
  tx: Tx,
  places: readonly SeenFile[],
  { tokenId, now }: { tokenId: string; now: Date },
): Promise<SeenFile[]> {
  const named = places.filter((place) => place.machine !== "");
  if (named.length === 0) return [];
  // An import from before tokens were kept with it says "token" in its name alone, and not which.
  return tx.$queryRaw<SeenFile[]>`
    select distinct f.machine, f.path
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as f (machine text, path text)
    join sighting s on s.machine = f.machine and s.path = f.path and s.gone_at is null
    join import i on i.organization_id = s.organization_id and i.id = s.import_id
    left join service_token t on t.organization_id = i.organization_id and t.id = i.started_by_token_id
    where i.started_by_token_id is distinct from ${tokenId}::uuid
      and case when i.started_by_token_id is null then not starts_with(i.started_by_name, 'token ')
        else t.revoked_at is null and t.expires_at > ${now}::timestamptz end`;
}
