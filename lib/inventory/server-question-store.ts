import { Prisma } from "../kernel/generated/client.ts";
import { type FacetGroup, facetToken } from "./server-filter.ts";
import type { Window } from "./server-windows.ts";

/** A filter made ready to be asked: what is chosen, and the text search (null: nothing is searched for). */
export interface ServerQuestion {
  facets: readonly FacetGroup[];
  windows: readonly Window[];
  textSearch: string | null;
  /** The part of the list's own order that the filter leaves; all of it when null. */
  along: Window | null;
}

/**
 * Where rows `l` are found by index. Words lead to rows one by one, in the order in which both tables were filled;
 * values alone have their inverted index; windows have indexes of their own, which begin with the organization.
 */
export function foundRows({ facets, windows, textSearch }: ServerQuestion): Prisma.Sql {
  if (textSearch !== null) {
    return Prisma.sql`server_by_word d join listed_server l on l.server_id = d.server_id`;
  }
  return facets.length > 0 && windows.length === 0
    ? Prisma.sql`server_by_facet l`
    : Prisma.sql`listed_server l`;
}

/**
 * What a row `l` of `foundRows` or of listed_server must fulfil. When rows are found, each part may use its index; when
 * they are walked past, the words of a row are looked at one row at a time, and nothing is gathered beforehand.
 */
export function conditions(
  { facets, windows, textSearch }: ServerQuestion,
  way: "find" | "walk",
): Prisma.Sql {
  const all = [...facets.map(ofFacet), ...windows.map(inWindow)];
  if (textSearch !== null) {
    all.push(
      way === "find"
        ? Prisma.sql`d.document @@ ${textSearch}::tsquery`
        : Prisma.sql`(
            select d.document @@ ${textSearch}::tsquery from searched_server d where d.server_id = l.server_id)`,
    );
  }
  return all.length === 0 ? Prisma.sql`true` : Prisma.join(all, " and ");
}

function ofFacet({ field, values }: FacetGroup): Prisma.Sql {
  const tokens = values.map((value) => facetToken(field, value));
  return tokens.length === 1
    ? Prisma.sql`l.facets @> ${tokens}::text[]`
    : Prisma.sql`l.facets && ${tokens}::text[]`;
}

const COLUMNS: Record<Window["column"], { column: Prisma.Sql; type: Prisma.Sql }> = {
  soonest_expiry: { column: Prisma.sql`l.soonest_expiry`, type: Prisma.sql`timestamptz` },
  last_seen_at: { column: Prisma.sql`l.last_seen_at`, type: Prisma.sql`timestamptz` },
  last_reviewed_on: { column: Prisma.sql`l.last_reviewed_on`, type: Prisma.sql`date` },
  next_review_on: { column: Prisma.sql`l.next_review_on`, type: Prisma.sql`date` },
  risk: { column: Prisma.sql`l.risk`, type: Prisma.sql`smallint` },
};

export function inWindow({ column: name, from, before }: Window): Prisma.Sql {
  const { column, type } = COLUMNS[name];
  const upper = before === null ? Prisma.empty : Prisma.sql`and ${column} < ${before}::${type}`;
  return Prisma.sql`${column} >= ${from}::${type} ${upper}`;
}
