import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { CredentialKeptIn, CredentialKind, CredentialState } from "../kernel/generated/enums.ts";
import type { CredentialSort } from "./credential-input.ts";
import { type CredentialOrder, orderOf } from "./credential-order.ts";
import { type CredentialFilter, found, takesAll, walked, within } from "./credential-runs.ts";
import type { EndRange } from "./expiry-window.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;
/** A day of the calendar counts up to here. */
export const DAY_COUNT_LIMIT = 1_000;

export interface CredentialListRow {
  id: string;
  name: string;
  name_key: string;
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
  server_key: string;
  server_team: string | null;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
}

/** Where a page ended: what it is in the order of (a time, "infinity", "-infinity" or letters), and the id. */
export interface CredentialPosition {
  value: string;
  id: string;
}

interface PageAsked {
  filter: CredentialFilter;
  range: EndRange;
  sort: CredentialSort;
  after: CredentialPosition | null;
  limit: number;
  /** How many there are, as far as was counted: which of two ways to the page is less work. */
  count: number;
}

const KEYS: Record<CredentialOrder, { column: Prisma.Sql; type: Prisma.Sql }> = {
  expiry: { column: Prisma.sql`ends_at`, type: Prisma.sql`timestamptz` },
  name: { column: Prisma.sql`name_key`, type: Prisma.sql`text` },
  server: { column: Prisma.sql`server_key`, type: Prisma.sql`text` },
  last_used: { column: Prisma.sql`used_at`, type: Prisma.sql`timestamptz` },
  issued: { column: Prisma.sql`made_at`, type: Prisma.sql`timestamptz` },
  rotated: { column: Prisma.sql`changed_at`, type: Prisma.sql`timestamptz` },
};

/** One page. Gives one row more than asked when there are more. */
export async function listCredentialPage(tx: Tx, asked: PageAsked): Promise<CredentialListRow[]> {
  const { by, isDown } = orderOf(asked.sort);
  const { column, type } = KEYS[by];
  const limit = asked.limit + 1;
  const direction = isDown ? Prisma.sql`desc` : Prisma.sql`asc`;
  const order = Prisma.sql`order by ${column} ${direction}, id ${direction} limit ${limit}`;
  const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`;
  const from =
    asked.after === null
      ? Prisma.empty
      : Prisma.sql`and (c.${column}, c.id) ${beyond} (${asked.after.value}::${type}, ${asked.after.id}::uuid)`;
  const conditions = Prisma.sql`${within(asked.range)} ${from}`;
  return tx.$queryRaw<CredentialListRow[]>`
    with page as materialized (
      ${rowsOf(asked, conditions, order)} ${order}
    )
    select p.id, p.name, p.name_key, p.kind, p.issuer, p.kept_in, p.place, p.fingerprint, p.state, p.issued_at,
      p.expires_at, p.last_rotated_at, p.last_used_at, s.slug as server_slug, s.name as server_name, p.server_key,
      p.server_team,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner
    from page p
    join server s on s.organization_id = p.organization_id and s.id = p.server_id
    left join users u on u.organization_id = s.organization_id and u.id = s.owner_id
    order by p.${column} ${direction}, p.id ${direction}`;
}

/** What ends is found by its end. By anything else: few are found and sorted, many walked to in their order. */
function rowsOf(asked: PageAsked, conditions: Prisma.Sql, order: Prisma.Sql): Prisma.Sql {
  const { filter, sort, range, count } = asked;
  if (orderOf(sort).by === "expiry") return found(filter, conditions, order);
  const passesNothing = takesAll(filter) && range.from === "-infinity" && range.until === null;
  if (filter.answererId === undefined && (passesNothing || count > COUNT_LIMIT))
    return walked(filter, conditions, order);
  return found(filter, conditions, Prisma.empty);
}

/** How many there are, counted up to COUNT_LIMIT and one. */
export async function countCredentialRows(
  tx: Tx,
  filter: CredentialFilter,
  range: EndRange,
): Promise<number> {
  const limit = COUNT_LIMIT + 1;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (${found(filter, within(range), Prisma.sql`limit ${limit}`)} limit ${limit}) counted`;
  return row?.count ?? 0;
}

/** How many end on each of these days (YYYY-MM-DD, UTC), counted up to DAY_COUNT_LIMIT and one; days with none left out. */
export async function countDays(
  tx: Tx,
  filter: CredentialFilter,
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
