import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { CredentialKeptIn, CredentialKind, CredentialState } from "../kernel/generated/enums.ts";
import type { ListCredentialsInput } from "./credential-input.ts";
import type { EndRange } from "./expiry-window.ts";
import { CREDENTIAL_KEPT_IN, CREDENTIAL_KINDS, CREDENTIAL_STATES } from "./model.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;
/** A day of the calendar counts up to here. */
export const DAY_COUNT_LIMIT = 1_000;

export interface CredentialListRow {
  id: string;
  name: string;
  kind: CredentialKind;
  issuer: string | null;
  kept_in: CredentialKeptIn;
  place: string | null;
  fingerprint: string | null;
  state: CredentialState;
  issued_at: Date | null;
  expires_at: Date | null;
  last_rotated_at: Date | null;
  last_used_at: Date | null;
  server_slug: string;
  server_name: string;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
}

type Filter = Pick<ListCredentialsInput, "state" | "kind" | "keptIn" | "answererId">;

/** Where a page ended: an ISO time or "infinity", and the id. */
export interface CredentialPosition {
  endsAt: string;
  id: string;
}

/** One page, soonest end first, those without an end last. Gives one row more than asked when there are more. */
export async function listCredentialPage(
  tx: Tx,
  filter: Filter & { limit: number },
  range: EndRange,
  after: CredentialPosition | null,
): Promise<CredentialListRow[]> {
  const limit = filter.limit + 1;
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (c.ends_at, c.id) > (${after.endsAt}::timestamptz, ${after.id}::uuid)`;
  const conditions = Prisma.sql`${within(range)} ${from}`;
  return tx.$queryRaw<CredentialListRow[]>`
    with page as materialized (
      ${found(filter, conditions, Prisma.sql`order by c.ends_at, c.id limit ${limit}`)}
      order by ends_at, id limit ${limit}
    )
    select p.id, p.name, p.kind, p.issuer, p.kept_in, p.place, p.fingerprint, p.state, p.issued_at, p.expires_at,
      p.last_rotated_at, p.last_used_at, s.slug as server_slug, s.name as server_name,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner
    from page p
    join server s on s.organization_id = p.organization_id and s.id = p.server_id
    left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    order by p.ends_at, p.id`;
}

/** How many there are, counted up to COUNT_LIMIT and one. */
export async function countCredentialRows(tx: Tx, filter: Filter, range: EndRange): Promise<number> {
  const limit = COUNT_LIMIT + 1;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (${found(filter, within(range), Prisma.sql`limit ${limit}`)} limit ${limit}) counted`;
  return row?.count ?? 0;
}

/** How many end on each of these days (YYYY-MM-DD, UTC), counted up to DAY_COUNT_LIMIT and one; days with none left out. */
export async function countDays(
  tx: Tx,
  filter: Filter,
  days: readonly string[],
): Promise<{ day: string; count: number }[]> {
  const limit = DAY_COUNT_LIMIT + 1;
  const onDay = Prisma.sql`and c.ends_at >= d.day::timestamp at time zone 'UTC'
    and c.ends_at < (d.day::timestamp + interval '1 day') at time zone 'UTC'`;
  return tx.$queryRaw<{ day: string; count: number }[]>`
    select d.day, n.count
    from unnest(${[...days]}::text[]) as d(day)
    cross join lateral (
      select count(*)::int as count
      from (${found(filter, onDay, Prisma.sql`limit ${limit}`)} limit ${limit}) counted
    ) n
    where n.count > 0 order by d.day`;
}

/**
 * Credentials of a filter. Of everybody's, one run of the index `credential_listed` for each state, kind and place: at
 * most 90, each as long as the ending says. Of one person's, those of the servers they answer for.
 */
function found(filter: Filter, conditions: Prisma.Sql, ending: Prisma.Sql): Prisma.Sql {
  const states = orAll(filter.state, CREDENTIAL_STATES);
  const kinds = orAll(filter.kind, CREDENTIAL_KINDS);
  const places = orAll(filter.keptIn, CREDENTIAL_KEPT_IN);
  if (filter.answererId === undefined) {
    return Prisma.sql`
      select f.* from unnest(${states}::credential_state[]) as a(state)
      cross join unnest(${kinds}::credential_kind[]) as k(kind)
      cross join unnest(${places}::credential_kept_in[]) as p(kept_in)
      cross join lateral (
        select c.* from listed_credential c
        where c.state = a.state and c.kind = k.kind and c.kept_in = p.kept_in ${conditions} ${ending}
      ) f`;
  }
  return Prisma.sql`
    select c.* from (
      select id from server where owner_id = ${filter.answererId}::uuid
      union select id from server where backup_owner_id = ${filter.answererId}::uuid
    ) own
    join listed_credential c on c.server_id = own.id
    where c.state = any(${states}::credential_state[]) and c.kind = any(${kinds}::credential_kind[])
      and c.kept_in = any(${places}::credential_kept_in[]) ${conditions}`;
}

function within({ from, until }: EndRange): Prisma.Sql {
  const first = typeof from === "string" ? from : from.toISOString();
  const lower = Prisma.sql`and c.ends_at >= ${first}::timestamptz`;
  return until === null ? lower : Prisma.sql`${lower} and c.ends_at < ${until.toISOString()}::timestamptz`;
}

function orAll<Value extends string>(chosen: readonly Value[], all: readonly Value[]): Value[] {
  return chosen.length === 0 ? [...all] : [...chosen];
}
