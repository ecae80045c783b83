import { Prisma } from "../kernel/generated/client.ts";
import type { ListCursor } from "./list-cursor.ts";
import type { ServerSort } from "./server-list-input.ts";

/** An order that an index keeps; best matches are put together from two of them (best-match-sql.ts). */
export type IndexedSort = Exclude<ServerSort, "best_match">;

/** Part of an order of the rows `l` of listed_server. */
export interface Stretch {
  /** What rows are sorted by, as columns beside theirs: an order survives a subquery only by a name. */
  columns: Prisma.Sql;
  /** Where it begins. */
  range: Prisma.Sql;
  /** An order that has an index. */
  sorted: Prisma.Sql;
  rows: number;
}

interface SortOrder {
  key: Prisma.Sql;
  type: Prisma.Sql;
  order: Prisma.Sql;
  after: Prisma.Sql;
}

const UP = { order: Prisma.sql`asc`, after: Prisma.sql`>` };
const DOWN = { order: Prisma.sql`desc`, after: Prisma.sql`<` };

/** Capital letters make no difference. */
export const NAME_KEY = Prisma.sql`lower(l.name) collate "C"`;

const NAME = { key: NAME_KEY, type: Prisma.sql`text` };
const UPDATED = { key: Prisma.sql`l.updated_at`, type: Prisma.sql`timestamptz` };
const REGISTERED = { key: Prisma.sql`l.registered_at`, type: Prisma.sql`timestamptz` };
const REVIEW = { key: Prisma.sql`l.next_review_on`, type: Prisma.sql`date` };
const REVIEWED = { key: Prisma.sql`l.last_reviewed_on`, type: Prisma.sql`date` };
const EXPIRY = { key: Prisma.sql`l.soonest_expiry`, type: Prisma.sql`timestamptz` };
const SEEN = { key: Prisma.sql`l.last_seen_at`, type: Prisma.sql`timestamptz` };
const RISK = { key: Prisma.sql`l.risk`, type: Prisma.sql`smallint` };

/** Each has an index that begins with the organization and ends with the server. */
const SORTS: Record<IndexedSort, SortOrder> = {
  name: { ...NAME, ...UP },
  "-name": { ...NAME, ...DOWN },
  updated: { ...UPDATED, ...UP },
  "-updated": { ...UPDATED, ...DOWN },
  registered: { ...REGISTERED, ...UP },
  "-registered": { ...REGISTERED, ...DOWN },
  next_review: { ...REVIEW, ...UP },
  "-next_review": { ...REVIEW, ...DOWN },
  last_review: { ...REVIEWED, ...UP },
  "-last_review": { ...REVIEWED, ...DOWN },
  expiry: { ...EXPIRY, ...UP },
  "-expiry": { ...EXPIRY, ...DOWN },
  last_seen: { ...SEEN, ...UP },
  "-last_seen": { ...SEEN, ...DOWN },
  risk: { ...RISK, ...UP },
  "-risk": { ...RISK, ...DOWN },
};

/** The value of a row `l` of a stretch that a cursor keeps, as text. */
export const SORT_VALUE = Prisma.sql`to_jsonb(l.sort_key) #>> '{}'`;

/** A page and the row after it, from the cursor on. */
export function stretchOf(sort: IndexedSort, rows: number, cursor: ListCursor | null): Stretch {
  const { key, type, order, after } = SORTS[sort];
  return {
    columns: Prisma.sql`${key} as sort_key`,
    range:
      cursor === null
        ? Prisma.sql`true`
        : Prisma.sql`(${key}, l.server_id) ${after} (${cursor.value}::${type}, ${cursor.id}::uuid)`,
    sorted: Prisma.sql`order by sort_key ${order}, server_id ${order}`,
    rows,
  };
}
