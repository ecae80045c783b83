import { type Called, isCalled } from "#lib/kernel/called.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { GrantOrigin, GrantState } from "#lib/kernel/generated/enums.ts";
import type { GrantSort, ListGrantsInput } from "./list-input.ts";
import type { GrantStatus } from "./model.ts";

/** Counts stop here; beyond, a list says "more than". */
export const COUNT_LIMIT = 10_000;

export type GrantFilter = Omit<
  ListGrantsInput,
  "sort" | "cursor" | "limit" | "window" | "endsBefore" | "q"
> & {
  organizationId: string;
  /** What is called as it was asked for; null where any name will do. */
  called: Called | null;
  /** Ends at this moment or later, and before that one. */
  ends: { from: Date | null; until: Date | null };
  now: Date;
};

/** Where a page ended: the time it is sorted by, and the id that breaks ties. */
export interface GrantPosition {
  time: Date;
  id: string;
}

const ORDERS: Record<GrantSort, { column: Prisma.Sql; isDown: boolean }> = {
  expiry: { column: Prisma.sql`expires_at`, isDown: false },
  "-expiry": { column: Prisma.sql`expires_at`, isDown: true },
  granted: { column: Prisma.sql`granted_at`, isDown: false },
  "-granted": { column: Prisma.sql`granted_at`, isDown: true },
};

/**
 * The ids of one page, by keyset: for each state one stretch of the index that is in the order asked for, and the best
 * of these.
 */
export async function findGrantIds(
  tx: Tx,
  filter: GrantFilter,
  { sort, after, limit }: { sort: GrantSort; after: GrantPosition | null; limit: number },
): Promise<string[]> {
  const { column, isDown } = ORDERS[sort];
  const direction = isDown ? Prisma.sql`desc` : Prisma.sql`asc`;
  const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`;
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (g.${column}, g.id) ${beyond} (${after.time}, ${after.id}::uuid)`;
  const order = Prisma.sql`order by ${column} ${direction}, id ${direction} limit ${limit}`;
  const runs = runsOf(filter).map((run) => Prisma.sql`(${stretch(filter, run, from)} ${order})`);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from (${Prisma.join(runs, " union all ")}) found ${order}`;
  return rows.map(({ id }) => id);
}

/** At most COUNT_LIMIT and one. */
export async function countGrants(tx: Tx, filter: GrantFilter): Promise<number> {
  const limit = COUNT_LIMIT + 1;
  const runs = runsOf(filter).map(
    (run) => Prisma.sql`select 1 from (${stretch(filter, run, Prisma.empty)} limit ${limit}) run`,
  );
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (${Prisma.join(runs, " union all ")} limit ${limit}) counted`;
  return row?.count ?? 0;
}

interface Run {
  state: GrantState;
  /** Left out, any. */
  origin?: GrantOrigin;
  /** Whether its end has come; null for either. */
  isOver: boolean | null;
}

const RUNS: Record<GrantStatus, readonly Run[]> = {
  active: [{ state: "active", isOver: false }],
  suspended: [{ state: "suspended", isOver: false }],
  expired: [
    { state: "active", isOver: true },
    { state: "suspended", isOver: true },
  ],
  revoked: [{ state: "revoked", isOver: null }],
};

/** Never none: without a status every one will do. Each origin asked for is a stretch of its own. */
function runsOf({ status, origin }: GrantFilter): Run[] {
  const asked = status.length === 0 ? (["active", "suspended", "expired", "revoked"] as const) : status;
  const runs = [...new Set(asked)].flatMap((one) => RUNS[one]);
  if (origin.length === 0) return runs;
  return runs.flatMap((run) => [...new Set(origin)].map((one) => ({ ...run, origin: one })));
}

function stretch(filter: GrantFilter, run: Run, from: Prisma.Sql): Prisma.Sql {
  const conditions = [...ofRun(filter, run), ...ofGrant(filter), ...ofItsThings(filter)];
  return Prisma.sql`
    select g.id, g.expires_at, g.granted_at from listed_grant g where ${Prisma.join(conditions, " and ")} ${from}`;
}

function ofRun({ organizationId, now, ends }: GrantFilter, { state, origin, isOver }: Run): Prisma.Sql[] {
  const parts = [
    Prisma.sql`g.organization_id = ${organizationId}::uuid`,
    Prisma.sql`g.state = ${state}::grant_state`,
  ];
  if (origin !== undefined) parts.push(Prisma.sql`g.origin_kind = ${origin}::grant_origin`);
  if (isOver !== null)
    parts.push(isOver ? Prisma.sql`g.expires_at <= ${now}` : Prisma.sql`g.expires_at > ${now}`);
  if (ends.from !== null) parts.push(Prisma.sql`g.expires_at >= ${ends.from}`);
  if (ends.until !== null) parts.push(Prisma.sql`g.expires_at < ${ends.until}`);
  return parts;
}

function ofGrant({ kind, serverId, consumerId }: GrantFilter): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (kind.length > 0) parts.push(Prisma.sql`g.kind = any (${kind}::grant_kind[])`);
  if (serverId !== undefined) parts.push(Prisma.sql`g.server_id = ${serverId}::uuid`);
  if (consumerId !== undefined) parts.push(Prisma.sql`g.consumer_id = ${consumerId}::uuid`);
  return parts;
}

function ofItsThings({ environment, impact, answererId, called }: GrantFilter): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (environment.length > 0) parts.push(Prisma.sql`g.environment = any (${environment}::environment[])`);
  if (impact.length > 0) parts.push(Prisma.sql`g.impact = any (${impact}::impact[])`);
  if (answererId !== undefined)
    parts.push(Prisma.sql`${answererId}::uuid in (g.owner_id, g.backup_owner_id)`);
  if (called !== null) {
    parts.push(
      isCalled(called, {
        server: { id: Prisma.sql`g.server_id`, key: Prisma.sql`g.server_key` },
        tool: { id: Prisma.sql`g.tool_id`, key: Prisma.sql`g.tool_key` },
        scope: { id: Prisma.sql`g.id`, key: Prisma.sql`g.scope_key` },
        consumer: { id: Prisma.sql`g.consumer_id`, key: Prisma.sql`g.consumer_key` },
      }),
    );
  }
  return parts;
}
