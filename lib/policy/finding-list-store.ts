import { askByIndex, type Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type { Environment, FindingState, ServerState, Severity } from "../kernel/generated/enums.ts";
import type { FindingCursor } from "./finding-cursor.ts";
import type { ListFindingsInput } from "./input.ts";

/** Counting stops here; what is beyond shows as "10,000+". */
export const COUNT_LIMIT = 10_000;

export interface FindingRow {
  id: string;
  rule: string;
  subject_key: string;
  severity: Severity;
  summary: string;
  state: FindingState;
  opened_at: Date;
  resolved_at: Date | null;
  server_slug: string;
  server_name: string;
  server_state: ServerState;
  environment: Environment;
  owner: { id: string; name: string; email: string; isActive: boolean } | null;
}

/** A page of findings, gravest first, then newest: the page by row comparison on an index, then who answers for it. */
export async function listFindingRows(
  tx: Tx,
  filter: ListFindingsInput,
  cursor: FindingCursor | null,
): Promise<FindingRow[]> {
  await askByIndex(tx);
  const range =
    cursor === null
      ? Prisma.sql`true`
      : Prisma.sql`(f.severity, f.opened_at, f.id)
          < (${cursor.severity}::severity, ${cursor.openedAt}::timestamptz, ${cursor.id}::uuid)`;
  const page = Prisma.sql`order by f.severity desc, f.opened_at desc, f.id desc limit ${filter.limit + 1}`;
  const source = (await hasFewServers(tx, filter))
    ? ofFewServers(filter, range)
    : inOrder(filter, range, page);
  return tx.$queryRaw<FindingRow[]>`
    with page as materialized (select f.* from ${source} f ${page})
    select f.id, f.rule, f.subject_key, f.severity, f.summary, f.state, f.opened_at, f.resolved_at,
      s.slug as server_slug, s.name as server_name, s.state as server_state, s.environment,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner
    from page f
    join server s on s.id = f.server_id
    left join users u on u.id = s.owner_id
    order by f.severity desc, f.opened_at desc, f.id desc`;
}

/**
 * How many findings there are, up to COUNT_LIMIT and one. Open ones are added up from what is kept of their servers;
 * of those at most COUNT_LIMIT are looked at, each of which has one at least.
 */
export async function countFindingRows(tx: Tx, filter: ListFindingsInput): Promise<number> {
  const isOfServers = ofServers(filter) !== null && filter.state === "open" && filter.serverId === undefined;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select ${isOfServers ? addedUp(filter) : counted(filter)} as count`;
  return row?.count ?? 0;
}

function counted(filter: ListFindingsInput): Prisma.Sql {
  return Prisma.sql`(select count(*)::int from (
    select from ${inOrder(filter, Prisma.sql`true`, Prisma.sql`limit ${COUNT_LIMIT + 1}`)} f
    limit ${COUNT_LIMIT + 1}) counted)`;
}

function addedUp(filter: ListFindingsInput): Prisma.Sql {
  const { rule, severity } = filter;
  const fits = [
    Prisma.sql`true`,
    ...(rule.length > 0 ? [Prisma.sql`split_part(c.key, '/', 1) = any(${rule}::text[])`] : []),
    ...(severity.length > 0 ? [Prisma.sql`split_part(c.key, '/', 2) = any(${severity}::text[])`] : []),
  ];
  return Prisma.sql`(
    select coalesce(sum(c.value::int), 0)::int
    from (select finding_counts from listed_server l where ${ofServers(filter)} limit ${COUNT_LIMIT + 1}) l
    cross join lateral jsonb_each_text(l.finding_counts) c where ${Prisma.join(fits, " and ")})`;
}

/** Beyond so many servers, going through the findings in their order meets theirs soon. */
const FEW_SERVERS = 5_000;

/** Whether what the filter says of servers, the rules they break included, is true of few of them. */
async function hasFewServers(tx: Tx, filter: ListFindingsInput): Promise<boolean> {
  const fitting = ofServers(filter);
  if (fitting === null) return false;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select from listed_server l where ${fitting} limit ${FEW_SERVERS + 1}) counted`;
  return (row?.count ?? 0) <= FEW_SERVERS;
}

/** The servers first, then what they break, to be sorted after. */
function ofFewServers(filter: ListFindingsInput, range: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    select f.* from (select l.server_id from listed_server l where ${ofServers(filter)} offset 0) l
    join listed_finding f on f.server_id = l.server_id and ${ofFinding(filter)} and ${range})`;
}

/** In the order of an index; of several rules, the first of each. A server is looked at when its finding comes by. */
function inOrder(filter: ListFindingsInput, range: Prisma.Sql, page: Prisma.Sql): Prisma.Sql {
  const fitting = ofServers({ ...filter, rule: [] });
  const ofItsServer =
    fitting === null
      ? Prisma.sql`true`
      : Prisma.sql`(select ${fitting} from listed_server l where l.server_id = f.server_id)`;
  const all = Prisma.sql`${ofFinding({ ...filter, rule: [] })} and ${range} and ${ofItsServer}`;
  if (filter.rule.length === 0) return Prisma.sql`(select f.* from listed_finding f where ${all} ${page})`;
  return Prisma.sql`(
    select f.* from unnest(${filter.rule}::text[]) wanted(rule)
    cross join lateral (select f.* from listed_finding f where f.rule = wanted.rule and ${all} ${page}) f)`;
}

/** Written out, because each state has an index of its own, and one is chosen only for a state known beforehand. */
const IN_STATE: Record<FindingState, Prisma.Sql> = {
  open: Prisma.sql`f.state = 'open'`,
  waived: Prisma.sql`f.state = 'waived'`,
  resolved: Prisma.sql`f.state = 'resolved'`,
};

function ofFinding({ state, severity, rule, serverId }: ListFindingsInput): Prisma.Sql {
  const all = [IN_STATE[state]];
  if (severity.length > 0) all.push(Prisma.sql`f.severity = any(${severity}::severity[])`);
  if (rule.length > 0) all.push(Prisma.sql`f.rule = any(${rule}::text[])`);
  if (serverId !== undefined) all.push(Prisma.sql`f.server_id = ${serverId}::uuid`);
  return Prisma.join(all, " and ");
}

/** What the filter says of a server `l`; null when it says nothing. */
function ofServers({ environment, ownerId, rule, state }: ListFindingsInput): Prisma.Sql | null {
  const tokens = (field: string, values: readonly string[]) => values.map((value) => `${field}:${value}`);
  const all: Prisma.Sql[] = [];
  if (environment.length > 0) all.push(Prisma.sql`l.facets && ${tokens("environment", environment)}::text[]`);
  if (ownerId !== undefined) all.push(Prisma.sql`l.facets @> ${tokens("ownerId", [ownerId])}::text[]`);
  if (all.length === 0) return null;
  // Which rules a server breaks is kept for what is open.
  if (state === "open" && rule.length > 0) {
    all.push(Prisma.sql`l.facets && ${tokens("finding", rule)}::text[]`);
  } else if (state === "open") {
    all.push(Prisma.sql`l.facets @> array['finding:any']`);
  }
  return Prisma.join(all, " and ");
}
