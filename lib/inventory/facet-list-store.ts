import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { ADDED_UP, type FacetCount } from "./facet-store.ts";
import { type FacetGroup, facetToken } from "./server-filter.ts";
import { conditions, foundRows, inWindow, type ServerQuestion } from "./server-question-store.ts";
import type { WindowChoice } from "./server-windows.ts";

/** Values shown of each field; what is chosen is shown whatever its rank. */
const VALUES_SHOWN = 20;
/** Kept counts looked at for them: a value that has just become frequent may still be among the differences. */
const KEPT_LOOKED_AT = 40;
const DIFFERENCES_LOOKED_AT = 1_000;

/** The most frequent values of these fields over all servers, and those asked for by name: exact. */
export async function listKeptFacets(
  tx: Tx,
  fields: readonly string[],
  chosen: readonly FacetGroup[],
): Promise<FacetCount[]> {
  return tx.$queryRaw<FacetCount[]>`
    select field, value, count from (
      select f.field, w.value, ${ADDED_UP} as count,
        row_number() over (partition by f.field order by ${ADDED_UP} desc, w.value) as rank
      from unnest(${fields}::text[]) f(field)
      cross join lateral (
        (select k.field, k.value from server_facet_count k where k.field = f.field
          order by k.count desc limit ${KEPT_LOOKED_AT})
        union
        (select d.field, d.value from server_facet_delta d where d.field = f.field limit ${DIFFERENCES_LOOKED_AT})
        union
        (select f.field, value from unnest(${tokensOf(chosen)}::text[]) token
          cross join lateral (select substr(token, strpos(token, ':') + 1) as value) t
          where split_part(token, ':', 1) = f.field)
      ) w(field, value)
    ) counted
    where (rank <= ${VALUES_SHOWN} and count > 0) or field || ':' || value = any(${tokensOf(chosen)}::text[])
    order by field, count desc, value`;
}

export interface SoughtFacets {
  fields: readonly string[];
  windows: readonly WindowChoice[];
  chosen: readonly FacetGroup[];
}

export interface MatchingFacets {
  /** Of all servers that were looked at. */
  matchCount: number;
  counts: FacetCount[];
}

/** The same among the servers that a question finds, of which at most `limit` and one are looked at. */
export async function listMatchingFacets(
  tx: Tx,
  question: ServerQuestion,
  { fields, windows, chosen }: SoughtFacets,
  limit: number,
): Promise<MatchingFacets> {
  const rows = await tx.$queryRaw<FacetCount[]>`
    with fitting as materialized (
      select l.facets, l.soonest_expiry, l.last_seen_at, l.next_review_on, l.last_reviewed_on
      from ${foundRows(question)} where ${conditions(question, "find")} limit ${limit + 1}
    ), counted as (
      select facet, count(*)::int as count from fitting cross join unnest(facets) facet group by facet
    ), ranked as (
      select split_part(facet, ':', 1) as field, substr(facet, strpos(facet, ':') + 1) as value, facet, count,
        row_number() over (partition by split_part(facet, ':', 1) order by count desc, facet) as rank
      from counted
    )
    select '' as field, '' as value, count(*)::int as count from fitting
    ${Prisma.join([Prisma.empty, ...windows.map(countWindow)], " union all ")}
    union all
    select * from (
      select field, value, count from ranked
      where field = any(${fields}::text[]) and (rank <= ${VALUES_SHOWN} or facet = any(${tokensOf(chosen)}::text[]))
      order by field, count desc, value
    ) shown`;
  const [all, ...counts] = rows;
  return { matchCount: all?.count ?? 0, counts };
}

function countWindow({ field, value, window }: WindowChoice): Prisma.Sql {
  return Prisma.sql`select ${field}, ${value}, count(*)::int from fitting l where ${inWindow(window)}`;
}

function tokensOf(groups: readonly FacetGroup[]): string[] {
  return groups.flatMap(({ field, values }) => values.map((value) => facetToken(field, value)));
}

/** Names behind ids, of people, of server roles and of systems. */
export async function listFacetNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from users where id = any(${ids}::uuid[])
    union all
    select id, name from server_role where id = any(${ids}::uuid[])
    union all
    select id, name from system where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
