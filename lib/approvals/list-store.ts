import { IMPACTS, type Impact } from "#lib/inventory/impact.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import { findCalled, isCalled } from "#lib/kernel/called.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { Environment, RequestKind, RequestState } from "#lib/kernel/generated/enums.ts";
import { readableBy } from "./reader-store.ts";
import { mayAnswer } from "./voice-store.ts";

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
    select: {
      stagePosition: true,
      decision: true,
      decidedAt: true,
      decider: { select: { name: true } },
      onBehalfOf: { select: { name: true } },
    },
  },
  breakGlass: { select: { state: true } },
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
  /** Only what this one may read; left out where the view shows no other. */
  readableBy?: Actor | undefined;
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
  const where = await whereRequests(tx, filter);
  const { ids, count } =
    filter.view === "to-decide"
      ? await idsToDecide(tx, where, after, limit)
      : await newestIds(tx, where, after, limit);
  const found = await tx.request.findMany({
    where: { organizationId: filter.organizationId, id: { in: ids } },
    select: listColumns,
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = ids.flatMap((id) => byId.get(id) ?? []);
  return { rows, count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}

interface Page {
  ids: string[];
  /** Of the whole list, at most 10,001. */
  count: number;
}

async function newestIds(
  tx: Tx,
  where: Prisma.Sql,
  after: RequestPosition | null,
  limit: number,
): Promise<Page> {
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (r.submitted_at, r.id) < (${after.submittedAt}, ${after.id}::uuid)`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id from request r where ${where} ${from}
    order by r.submitted_at desc, r.id desc limit ${limit}`;
  return { ids: rows.map(({ id }) => id), count: await countWhere(tx, where, COUNT_LIMIT + 1) };
}

/**
 * Finds out once for each request whether it is this person's to decide, for the page and for the count. The negative
 * rank, and false before true, so that one row comparison, all ascending, finds the next page.
 */
async function idsToDecide(
  tx: Tx,
  where: Prisma.Sql,
  after: RequestPosition | null,
  limit: number,
): Promise<Page> {
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`where (t.rank, t.is_elsewhere, t.submitted_at, t.id)
          > (-array_position(${[...IMPACTS]}::text[], ${after.impact}::text), ${!after.isProduction},
            ${after.submittedAt}, ${after.id}::uuid)`;
  const [page] = await tx.$queryRaw<Page[]>`
    with to_decide as materialized (
      select -array_position(${[...IMPACTS]}::text[], r.impact::text) as rank,
        r.environment <> 'production' as is_elsewhere, r.submitted_at, r.id
      from request r where ${where})
    select (select least(count(*), ${COUNT_LIMIT + 1})::int from to_decide) as count,
      array(select t.id from to_decide t ${from}
        order by t.rank, t.is_elsewhere, t.submitted_at, t.id limit ${limit})::text[] as ids`;
  return page ?? { ids: [], count: 0 };
}

/** At most 10,001, or as many as the caller has use for. */
export async function countRequests(tx: Tx, filter: RequestFilter, most = COUNT_LIMIT + 1): Promise<number> {
  return countWhere(tx, await whereRequests(tx, filter), most);
}

async function countWhere(tx: Tx, where: Prisma.Sql, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from request r where ${where} limit ${most}) capped`;
  return row?.count ?? 0;
}

async function whereRequests(tx: Tx, filter: RequestFilter): Promise<Prisma.Sql> {
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
  const called = await findCalled(tx, ["request", "server"], q);
  if (called !== null) parts.push(isCalled(called, NAMES));
  if (filter.serverId !== undefined) parts.push(Prisma.sql`r.server_id = ${filter.serverId}::uuid`);
  if (filter.readableBy !== undefined) parts.push(readableBy({ actor: filter.readableBy, now: filter.now }));
  if (filter.view !== "all") parts.push(...viewParts(filter.view, filter));
  return Prisma.join(parts, " and ");
}

const NAMES = {
  request: { id: Prisma.sql`r.id`, key: Prisma.sql`lower(r.title)` },
  server: {
    id: Prisma.sql`r.server_id`,
    key: Prisma.sql`(
      select lower(s.name) from server s where s.organization_id = r.organization_id and s.id = r.server_id)`,
  },
};

/** A question that leaves everything open. */
export const ANY = { state: [], kind: [], impact: [], environment: [], q: "" } as const;

/** The same rules as `decide` in the model, as far as they choose what is put before a person. */
function viewParts(
  view: "to-decide" | "asked-by-me",
  { organizationId, person, now }: RequestFilter,
): Prisma.Sql[] {
  if (person === null) return [Prisma.sql`false`];
  if (view === "asked-by-me") return [Prisma.sql`r.requester_id = ${person.id}::uuid`];
  return [
    Prisma.sql`r.state = 'pending' and r.expires_at > ${now}`,
    // What an approver wanted changed waits for whoever asked.
    Prisma.sql`not exists (
      select from request_remark k
      where k.organization_id = r.organization_id and k.request_id = r.id and k.kind = 'changes_asked')`,
    mayAnswer(organizationId, person.id, now),
  ];
}
