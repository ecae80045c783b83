import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import type {
  Criticality,
  Environment,
  ServerState,
  Severity,
  Transport,
} from "../kernel/generated/enums.ts";
import { type ListServersInput, NO_OWNER, type ServerSort } from "./input.ts";
import type { ListCursor } from "./list-cursor.ts";

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

/**
 * One page in one statement: the page of servers first, by row comparison on an index, then what is counted per row
 * for those rows only. Findings belong to the room above; reading them here keeps the page one statement.
 */
export async function listServerRows(
  tx: Tx,
  filter: ListServersInput,
  cursor: ListCursor | null,
): Promise<ServerListRow[]> {
  const { key, type, order, after } = SORTS[filter.sort];
  const fromCursor =
    cursor === null
      ? Prisma.empty
      : Prisma.sql`and (${key}, s.id) ${after} (${cursor.value}::${type}, ${cursor.id}::uuid)`;
  return tx.$queryRaw<ServerListRow[]>`
    with page as (
      select s.*, ${key} as sort_key from server s
      where ${conditions(filter)} ${fromCursor}
      order by ${key} ${order}, s.id ${order}
      limit ${filter.limit + 1}
    )
    select p.id, p.slug, p.name, p.purpose, p.state, p.state_reason, p.environment, p.criticality, p.team, p.transport,
      p.package_name, p.package_version, p.next_review_on, p.last_seen_at, p.updated_at,
      to_jsonb(p.sort_key) #>> '{}' as sort_value,
      case when u.id is not null
        then jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'isActive', u.is_active) end as owner,
      case when r.id is not null
        then jsonb_build_object('id', r.id, 'slug', r.slug, 'name', r.name) end as server_role,
      t.tool_count, t.enabled_high_impact_count, f.open_finding_count, f.worst_severity, c.soonest_expiry
    from page p
    left join users u on u.organization_id = p.organization_id and u.id = p.owner_id
    left join server_role r on r.organization_id = p.organization_id and r.id = p.server_role_id
    left join lateral (
      select count(*)::int as tool_count,
        (count(*) filter (where t.state = 'enabled' and t.reviewed_impact <> 'reads'))::int as enabled_high_impact_count
      from tool t
      where t.organization_id = p.organization_id and t.server_id = p.id and t.state <> 'removed'
    ) t on true
    left join lateral (
      select count(*)::int as open_finding_count, max(f.severity) as worst_severity
      from finding f
      where f.organization_id = p.organization_id and f.server_id = p.id and f.state = 'open'
    ) f on true
    left join lateral (
      select min(c.expires_at) as soonest_expiry
      from credential c
      where c.organization_id = p.organization_id and c.server_id = p.id and c.state = 'active'
    ) c on true
    order by p.sort_key ${order}, p.id ${order}`;
}

/** How many servers there are, counted up to COUNT_LIMIT and one. */
export async function countServerRows(tx: Tx, filter: ListServersInput): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select from server s where ${conditions(filter)} limit ${COUNT_LIMIT + 1}) counted`;
  return row?.count ?? 0;
}

interface SortOrder {
  key: Prisma.Sql;
  type: Prisma.Sql;
  order: Prisma.Sql;
  after: Prisma.Sql;
}

const UP = { order: Prisma.sql`asc`, after: Prisma.sql`>` };
const DOWN = { order: Prisma.sql`desc`, after: Prisma.sql`<` };

const NAME = { key: Prisma.sql`s.name`, type: Prisma.sql`text` };
const REVIEW = { key: Prisma.sql`s.next_review_on`, type: Prisma.sql`date` };

/** Each has an index that begins with the organization and ends with the id. */
const SORTS: Record<ServerSort, SortOrder> = {
  name: { ...NAME, ...UP },
  "-name": { ...NAME, ...DOWN },
  updated: { key: Prisma.sql`s.updated_at`, type: Prisma.sql`timestamptz`, ...DOWN },
  next_review: { ...REVIEW, ...UP },
  "-next_review": { ...REVIEW, ...DOWN },
};

function conditions({ q, environment, state, ownerId, impact, hasFindings }: ListServersInput): Prisma.Sql {
  const all: Prisma.Sql[] = [Prisma.sql`true`];
  if (environment.length > 0) all.push(Prisma.sql`s.environment = any(${environment}::environment[])`);
  if (state.length > 0) all.push(Prisma.sql`s.state = any(${state}::server_state[])`);
  if (ownerId === NO_OWNER) all.push(Prisma.sql`s.owner_id is null`);
  else if (ownerId !== undefined) all.push(Prisma.sql`s.owner_id = ${ownerId}::uuid`);
  if (impact.length > 0) {
    all.push(Prisma.sql`exists (
      select from tool t
      where t.organization_id = s.organization_id and t.server_id = s.id and t.state <> 'removed'
        and t.reviewed_impact = any(${impact}::impact[]))`);
  }
  if (hasFindings) {
    all.push(Prisma.sql`exists (
      select from finding f
      where f.organization_id = s.organization_id and f.server_id = s.id and f.state = 'open')`);
  }
  if (q !== "") all.push(matches(q));
  return Prisma.join(all, " and ");
}

function matches(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(s.name ilike ${pattern} or s.slug ilike ${pattern} or s.purpose ilike ${pattern}
    or s.package_name ilike ${pattern} or s.url ilike ${pattern})`;
}
