import { IMPACTS, type Impact } from "#lib/inventory/impact.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { Environment, RequestKind, RequestState } from "#lib/kernel/generated/enums.ts";
import { asLikeText } from "#lib/kernel/like.ts";
import { hasVoice } from "./voice-store.ts";

/** Counts stop here; beyond, a list says "more than". */
const COUNT_LIMIT = 10_000;

const listColumns = {
  id: true,
  version: true,
  title: true,
  kind: true,
  policySnapshot: true,
  cause: true,
  state: true,
  stateReason: true,
  impact: true,
  environment: true,
  durationDays: true,
  justification: true,
  submittedAt: true,
  decidedAt: true,
  expiresAt: true,
  requester: { select: { id: true, name: true, email: true, isActive: true } },
  server: { select: { id: true, slug: true, name: true } },
  stages: {
    orderBy: { position: "asc" },
    select: { position: true, name: true, quorum: true, needsStepUp: true },
  },
  remarks: { where: { kind: "changes_asked" }, select: { author: { select: { name: true } } } },
  decisions: {
    orderBy: { decidedAt: "asc" },
    select: { stagePosition: true, decision: true, decidedAt: true, decider: { select: { name: true } } },
  },
  _count: { select: { items: true } },
} as const satisfies Prisma.RequestSelect;

export type RequestListRow = Prisma.RequestGetPayload<{ select: typeof listColumns }>;

export interface RequestFilter {
  organizationId: string;
  view: "to-decide" | "asked-by-me" | "all";
  /** The person who looks; null for a token, which has nothing to decide and asked for nothing. */
  person: { id: string } | null;
  state: readonly RequestState[];
  kind: readonly RequestKind[];
  impact: readonly Impact[];
  environment: readonly Environment[];
  serverId?: string | undefined;
  /** Only these; left out, all. */
  among?: readonly string[] | undefined;
  /** A part of the title or of the server's name. */
  q: string;
  now: Date;
}

/** Where a page ended. */
export interface RequestPosition {
  impact: Impact;
  isProduction: boolean;
  submittedAt: Date;
  id: string;
}

/**
 * One page by keyset, with a count that stops at 10,001: what is to be decided gravest first, production before the
 * rest, and then whoever has waited longest; everything else newest first.
 */
export async function findRequestPage(
  tx: Tx,
  filter: RequestFilter,
  after: RequestPosition | null,
  limit: number,
): Promise<{ rows: RequestListRow[]; count: number; isEstimate: boolean }> {
  const where = whereRequests(filter);
  const { order, from } = filter.view === "to-decide" ? gravestFirst(after) : newestFirst(after);
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select r.id from request r where ${where} ${from} order by ${order} limit ${limit}`;
  const count = await countRequests(tx, filter);
  const found = await tx.request.findMany({
    where: { organizationId: filter.organizationId, id: { in: ids.map((row) => row.id) } },
    select: listColumns,
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = ids.flatMap(({ id }) => byId.get(id) ?? []);
  return { rows, count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}

interface Sorting {
  order: Prisma.Sql;
  from: Prisma.Sql;
}

function newestFirst(after: RequestPosition | null): Sorting {
  return {
    order: Prisma.sql`r.submitted_at desc, r.id desc`,
    from:
      after === null
        ? Prisma.empty
        : Prisma.sql`and (r.submitted_at, r.id) < (${after.submittedAt}, ${after.id}::uuid)`,
  };
}

/** The negative rank, and false before true, so that one row comparison, all ascending, finds the next page. */
function gravestFirst(after: RequestPosition | null): Sorting {
  const rank = Prisma.sql`-array_position(${[...IMPACTS]}::text[], r.impact::text)`;
  const isElsewhere = Prisma.sql`(r.environment <> 'production')`;
  return {
    order: Prisma.sql`${rank}, ${isElsewhere}, r.submitted_at, r.id`,
    from:
      after === null
        ? Prisma.empty
        : Prisma.sql`and (${rank}, ${isElsewhere}, r.submitted_at, r.id)
            > (-array_position(${[...IMPACTS]}::text[], ${after.impact}::text), ${!after.isProduction},
              ${after.submittedAt}, ${after.id}::uuid)`,
  };
}

/** At most 10,001. */
export async function countRequests(tx: Tx, filter: RequestFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
    from (select 1 from request r where ${whereRequests(filter)} limit ${COUNT_LIMIT + 1}) capped`;
  return row?.count ?? 0;
}

function whereRequests(filter: RequestFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`r.organization_id = ${filter.organizationId}::uuid`,
    Prisma.sql`r.submitted_at is not null`,
  ];
  const { state, kind, impact, environment, q } = filter;
  if (state.length > 0) parts.push(Prisma.sql`r.state = any (${state}::request_state[])`);
  if (kind.length > 0) parts.push(Prisma.sql`r.kind = any (${kind}::request_kind[])`);
  if (impact.length > 0) parts.push(Prisma.sql`r.impact = any (${impact}::impact[])`);
  if (environment.length > 0) parts.push(Prisma.sql`r.environment = any (${environment}::environment[])`);
  if (filter.among !== undefined) parts.push(Prisma.sql`r.id = any (${filter.among}::uuid[])`);
  if (q !== "") parts.push(isCalled(q));
  if (filter.serverId !== undefined) parts.push(Prisma.sql`r.server_id = ${filter.serverId}::uuid`);
  if (filter.view !== "all") parts.push(...viewParts(filter.view, filter));
  return Prisma.join(parts, " and ");
}

function isCalled(q: string): Prisma.Sql {
  const like = `%${asLikeText(q.toLowerCase())}%`;
  return Prisma.sql`(lower(r.title) like ${like} or exists (
    select from server s
    where s.organization_id = r.organization_id and s.id = r.server_id and lower(s.name) like ${like}))`;
}

/** A question that leaves everything open. */
export const ANY = { state: [], kind: [], impact: [], environment: [], q: "" } as const;

/** The same rules as `decide` in the model, as far as they choose what is put before a person. */
function viewParts(view: "to-decide" | "asked-by-me", { person, now }: RequestFilter): Prisma.Sql[] {
  if (person === null) return [Prisma.sql`false`];
  if (view === "asked-by-me") return [Prisma.sql`r.requester_id = ${person.id}::uuid`];
  return [
    Prisma.sql`r.state = 'pending' and r.expires_at > ${now}`,
    Prisma.sql`r.requester_id <> ${person.id}::uuid and ${person.id}::uuid <> all (r.beneficiary_ids)
      and ${person.id}::uuid <> all (r.repaired_by_ids)`,
    Prisma.sql`not ${gainsToday(person.id)}`,
    // What an approver wanted changed waits for whoever asked.
    Prisma.sql`not exists (
      select from request_remark k
      where k.organization_id = r.organization_id and k.request_id = r.id and k.kind = 'changes_asked')`,
    hasVoice(person.id, now),
  ];
}

/** Who came to gain by it since it was asked, as `gatherFacts` and the database's trigger have it. */
function gainsToday(personId: string): Prisma.Sql {
  return Prisma.sql`(
    r.cause = 'drift' and exists (
      select from server s
      where s.organization_id = r.organization_id and s.id = r.server_id
        and ${personId}::uuid in (s.owner_id, s.backup_owner_id))
    or exists (
      select from grants g
      join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
      where g.organization_id = r.organization_id and g.server_id = r.server_id and g.kind = 'access'
        and g.state <> 'revoked' and c.owner_id = ${personId}::uuid
      union all
      select from request w
      join request_item i on i.organization_id = w.organization_id and i.request_id = w.id and i.kind = 'access'
      join consumer c on c.organization_id = i.organization_id and c.id = i.consumer_id
      where w.organization_id = r.organization_id and w.server_id = r.server_id and w.state = 'pending'
        and c.owner_id = ${personId}::uuid)
    and exists (
      select from request_item i
      where i.organization_id = r.organization_id and i.request_id = r.id and i.kind in ('tool', 'scope')))`;
}
