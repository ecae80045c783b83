import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type {
  Criticality,
  Environment,
  ServerState,
  Severity,
  Transport,
} from "../kernel/generated/enums.ts";
import type { ListCursor } from "./list-cursor.ts";
import type { ListPlan } from "./list-plan.ts";
import type { ServerSort } from "./server-list-input.ts";
import { conditions, inWindow, type ServerQuestion } from "./server-question-store.ts";

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
}

/** One page and the row after it, in one statement: which servers, then what is shown of each. */
export async function listPageRows(
  tx: Tx,
  question: ServerQuestion,
  plan: ListPlan,
  page: PageRequest,
): Promise<ServerListRow[]> {
  const { key } = SORTS[page.sort];
  const stretch = stretchOf(page);
  return tx.$queryRaw<ServerListRow[]>`
    with ${pageOf(question, plan, stretch)}
    select s.id, s.slug, s.name, s.purpose, s.state, s.state_reason, s.environment, s.criticality, s.team, s.tags,
      s.transport, s.package_name, s.package_version, s.next_review_on, s.last_seen_at, s.updated_at,
      to_jsonb(l.${key}) #>> '{}' as sort_value,
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
    ${stretch.sorted}`;
}

/** Ids of servers that fit, in their own order, after the one given. */
export async function listMatchingIds(
  tx: Tx,
  question: ServerQuestion,
  plan: ListPlan,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const range = after === null ? Prisma.sql`true` : Prisma.sql`l.server_id > ${after}::uuid`;
  const sorted = Prisma.sql`order by l.server_id`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with ${pageOf(question, plan, { range, sorted, rows: limit })}
    select l.server_id as id from page l ${sorted}`;
  return rows.map(({ id }) => id);
}

/** How many servers fit, counted up to `limit` and one. */
export async function countMatches(tx: Tx, question: ServerQuestion, limit: number): Promise<number> {
  const { facets, windows, textSearch } = question;
  const matching =
    facets.length === 0 && windows.length === 0 && textSearch !== null
      ? Prisma.sql`searched_server d where d.document @@ ${textSearch}::tsquery`
      : Prisma.sql`listed_server l where ${conditions(question, "find")}`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select from ${matching} limit ${limit + 1}) counted`;
  return row?.count ?? 0;
}

interface Stretch {
  /** Where in the order it begins. */
  range: Prisma.Sql;
  /** An order that has an index. */
  sorted: Prisma.Sql;
  rows: number;
}

/**
 * `page`: the first rows of a stretch that fit. A walk reads the order's index and stops at its bound; only when it
 * has not filled the page by then is the second part run, which finds by index what fits and sorts that.
 */
function pageOf(question: ServerQuestion, plan: ListPlan, { range, sorted, rows }: Stretch): Prisma.Sql {
  const found = Prisma.sql`
    select * from (
      select * from listed_server l where ${conditions(question, "find")} and ${range} offset 0
    ) l ${sorted} limit ${rows}`;
  if (plan.way === "find") return Prisma.sql`page as materialized (${found})`;
  const along = question.along === null ? Prisma.sql`true` : inWindow(question.along);
  const walked = Prisma.sql`
    select * from (
      select * from listed_server l where ${range} and ${along} ${sorted} limit ${plan.rowsMax}
    ) l
    where ${conditions(question, "walk")} ${sorted} limit ${rows}`;
  return Prisma.sql`walked as materialized (${walked}), page as materialized (
    select * from walked where (select count(*) from walked) = ${rows}
    union all
    select * from (${found}) l where (select count(*) from walked) < ${rows}
  )`;
}

function stretchOf({ sort, limit, cursor }: PageRequest): Stretch {
  const { key, type, order, after } = SORTS[sort];
  return {
    range:
      cursor === null
        ? Prisma.sql`true`
        : Prisma.sql`(l.${key}, l.server_id) ${after} (${cursor.value}::${type}, ${cursor.id}::uuid)`,
    sorted: Prisma.sql`order by l.${key} ${order}, l.server_id ${order}`,
    rows: limit + 1,
  };
}

interface SortOrder {
  key: Prisma.Sql;
  type: Prisma.Sql;
  order: Prisma.Sql;
  after: Prisma.Sql;
}

const UP = { order: Prisma.sql`asc`, after: Prisma.sql`>` };
const DOWN = { order: Prisma.sql`desc`, after: Prisma.sql`<` };

const NAME = { key: Prisma.sql`name`, type: Prisma.sql`text` };
const UPDATED = { key: Prisma.sql`updated_at`, type: Prisma.sql`timestamptz` };
const REGISTERED = { key: Prisma.sql`registered_at`, type: Prisma.sql`timestamptz` };
const REVIEW = { key: Prisma.sql`next_review_on`, type: Prisma.sql`date` };
const EXPIRY = { key: Prisma.sql`soonest_expiry`, type: Prisma.sql`timestamptz` };
const SEEN = { key: Prisma.sql`last_seen_at`, type: Prisma.sql`timestamptz` };
const RISK = { key: Prisma.sql`risk`, type: Prisma.sql`smallint` };

/** Each has an index that begins with the organization and ends with the server. */
const SORTS: Record<ServerSort, SortOrder> = {
  name: { ...NAME, ...UP },
  "-name": { ...NAME, ...DOWN },
  updated: { ...UPDATED, ...UP },
  "-updated": { ...UPDATED, ...DOWN },
  registered: { ...REGISTERED, ...UP },
  "-registered": { ...REGISTERED, ...DOWN },
  next_review: { ...REVIEW, ...UP },
  "-next_review": { ...REVIEW, ...DOWN },
  expiry: { ...EXPIRY, ...UP },
  "-expiry": { ...EXPIRY, ...DOWN },
  last_seen: { ...SEEN, ...UP },
  "-last_seen": { ...SEEN, ...DOWN },
  risk: { ...RISK, ...UP },
  "-risk": { ...RISK, ...DOWN },
};
