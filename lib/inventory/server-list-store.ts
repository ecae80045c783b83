import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type {
  Criticality,
  Environment,
  ServerState,
  Severity,
  Transport,
} from "../kernel/generated/enums.ts";
import { type BestMatches, bestMatches } from "./best-match-sql.ts";
import type { ListCursor } from "./list-cursor.ts";
import { type ListPlan, rowsToCount, type Selectivity } from "./list-plan.ts";
import type { ServerSort } from "./server-list-input.ts";
import { SORT_VALUE, stretchOf } from "./server-order.ts";
import { pageOf } from "./server-page-sql.ts";
import { conditions, foundRows, type ServerQuestion } from "./server-question-store.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;

export interface ServerListRow {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  state: ServerState;
  state_reason: string | null;
  environment: Environment;
  criticality: Criticality;
  team: string | null;
  tags: string[];
  transport: Transport;
  package_name: string | null;
  package_version: string | null;
  next_review_on: Date;
  last_reviewed_on: Date | null;
  last_seen_at: Date | null;
  updated_at: Date;
  sort_value: string;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
  server_role: { id: string; slug: string; name: string } | null;
  tool_count: number;
  enabled_high_impact_count: number;
  open_finding_count: number;
  worst_severity: Severity | null;
  soonest_expiry: Date | null;
}

export interface PageRequest {
  sort: ServerSort;
  limit: number;
  cursor: ListCursor | null;
  /** What is searched for, as it was understood; best matches are told by it. */
  typed: string;
}

/** One page and the row after it, in one statement: which servers, then what is shown of each. */
export async function listPageRows(
  tx: Tx,
  question: ServerQuestion,
  plan: ListPlan,
  page: PageRequest,
): Promise<ServerListRow[]> {
  const { page: found, sorted, sortValue } = inOrder(question, plan, page);
  return tx.$queryRaw<ServerListRow[]>`
    with ${found}
    select s.id, s.slug, s.name, s.purpose, s.state, s.state_reason, s.environment, s.criticality, s.team, s.tags,
      s.transport, s.package_name, s.package_version, s.next_review_on, s.last_reviewed_on, s.last_seen_at, s.updated_at,
      ${sortValue} as sort_value,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner,
      case when r.id is not null
        then jsonb_build_object('id', r.id, 'slug', r.slug, 'name', r.name) end as server_role,
      l.tool_count, l.enabled_high_impact_count, l.open_finding_count,
      (enum_range(null::severity))[nullif(l.risk / 8, 0)] as worst_severity,
      nullif(l.soonest_expiry, 'infinity') as soonest_expiry
    from page l
    join server s on s.id = l.server_id
    left join users u on u.id = s.owner_id
    left join server_role r on r.id = s.server_role_id
    ${sorted}`;
}

function inOrder(
  question: ServerQuestion,
  plan: ListPlan,
  { sort, limit, cursor, typed }: PageRequest,
): BestMatches {
  const rows = limit + 1;
  if (sort === "best_match") return bestMatches(question, plan, { typed, rows, cursor });
  const stretch = stretchOf(sort, rows, cursor);
  return {
    page: pageOf(question, plan, stretch),
    sorted: stretch.sorted,
    sortValue: SORT_VALUE,
  };
}

/** Ids of servers that fit, in their own order, after the one given. */
export async function listMatchingIds(
  tx: Tx,
  question: ServerQuestion,
  plan: ListPlan,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const range = after === null ? Prisma.sql`true` : Prisma.sql`l.server_id > ${after}::uuid`;
  const columns = Prisma.sql`l.server_id as sort_key`;
  const sorted = Prisma.sql`order by sort_key`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with ${pageOf(question, plan, { columns, range, sorted, rows: limit })}
    select l.server_id as id from page l ${sorted}`;
  return rows.map(({ id }) => id);
}

/**
 * How many servers fit, counted up to `limit` and one. Where a great many are expected to, some rows are looked at
 * first: as soon as more than `limit` of them fit, nothing else needs to be known.
 */
export async function countMatches(
  tx: Tx,
  question: ServerQuestion,
  limit: number,
  selectivity?: Selectivity,
): Promise<number> {
  const { facets, windows, textSearch } = question;
  const isOfValues = facets.length > 0 && windows.length === 0 && textSearch === null;
  const rows = isOfValues && selectivity !== undefined ? rowsToCount(selectivity, limit) : null;
  if (rows !== null) {
    const [looked] = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from (
        select from (select l.facets from listed_server l order by l.server_id limit ${rows}) l
        where ${conditions(question, "walk")} limit ${limit + 1}
      ) looked_at`;
    if (looked !== undefined && looked.count > limit) return limit + 1;
  }
  const matching =
    facets.length === 0 && windows.length === 0 && textSearch !== null
      ? Prisma.sql`server_by_word d where d.document @@ ${textSearch}::tsquery`
      : Prisma.sql`${foundRows(question)} where ${conditions(question, "find")}`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select from ${matching} limit ${limit + 1}) counted`;
  return row?.count ?? 0;
}
