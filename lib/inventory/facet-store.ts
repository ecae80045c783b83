import { BY_INDEX, lookUp, type Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";

/** Values of one field whose counts are wanted. */
export interface WantedCounts {
  field: string;
  values: readonly string[];
}

export interface FacetCount {
  field: string;
  value: string;
  count: number;
}

/** How many servers carry each of these values, exactly; 0 for a value that none carries. */
export async function countFacets(tx: Tx, groups: readonly WantedCounts[]): Promise<FacetCount[]> {
  const wanted = groups.flatMap(({ field, values }) => values.map((value) => [field, value] as const));
  if (wanted.length === 0) return [];
  return tx.$queryRaw<FacetCount[]>`
    select w.field, w.value, ${ADDED_UP} as count
    from unnest(${wanted.map(([field]) => field)}::text[], ${wanted.map(([, value]) => value)}::text[])
      w(field, value)`;
}

/**
 * Begins a question that may touch any of an organization's servers: from here on the planner may not read a table
 * from end to end, which it would for a filter that it believes to be common. Gives how many servers there are.
 */
export async function beginAsking(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select ${BY_INDEX}, set_config('pg_trgm.similarity_threshold', '0.2', true),
      ${ADDED_UP} as count
    from (values ('coverage', 'servers')) w(field, value)`;
  return row?.count ?? 0;
}

/** The count of a value `w` of a field, with the differences that no sweep has added to it yet. */
export const ADDED_UP = Prisma.sql`greatest(0,
  coalesce((select c.count from server_facet_count c where c.field = w.field and c.value = w.value), 0)
  + coalesce((select sum(d.delta) from server_facet_delta d where d.field = w.field and d.value = w.value), 0))::int`;

/** Adds up what writers appended. Gives how many differences there were; 0 when another process is at it. */
export async function foldFacets(organizationId: string): Promise<number> {
  const [row] = await lookUp<{ folded: bigint }>(
    Prisma.sql`select fold_server_facets(${organizationId}::uuid) as folded`,
  );
  return Number(row?.folded ?? 0);
}
