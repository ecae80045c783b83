import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";

/** One opening of requests at a time per server, so that no tool is asked for twice. */
export async function lockOpening(tx: Tx, serverId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('open-request:' || ${serverId}, 0))`;
}

/** Ids of the pending requests of one server, oldest first, at most `limit`. */
export async function findPendingIds(
  tx: Tx,
  organizationId: string,
  serverId: string,
  limit = 500,
): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: { organizationId, serverId, state: "pending" },
    orderBy: { submittedAt: "asc" },
    select: { id: true },
    take: limit,
  });
  return rows.map((row) => row.id);
}

/** Ids of servers that have ended and of which something is still asked for, in order, those after `after`. */
export async function findEndedServersAskedFor(
  tx: Tx,
  organizationId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<string[]> {
  const from = after === undefined ? Prisma.empty : Prisma.sql`and r.server_id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct r.server_id as id
    from request r
    join server s on s.organization_id = r.organization_id and s.id = r.server_id
    where r.organization_id = ${organizationId}::uuid and r.state = 'pending'
      and s.state in ('revoked', 'retired') ${from}
    order by r.server_id limit ${limit}`;
  return rows.map((row) => row.id);
}

/** Pending requests, still in time or not, that ask for one of these tools: tool id to request id. */
export async function findPendingByTool(
  tx: Tx,
  organizationId: string,
  toolIds: readonly string[],
): Promise<Map<string, string>> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, toolId: { in: [...toolIds] }, request: { state: "pending" } },
    select: { toolId: true, requestId: true },
  });
  return new Map(items.flatMap(({ toolId, requestId }) => (toolId === null ? [] : [[toolId, requestId]])));
}

export interface WaitingTool {
  toolId: string;
  requestId: string;
  title: string;
}

/** The tools that pending requests, still in time or not, ask for on a server. */
export async function findWaitingTools(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<WaitingTool[]> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, toolId: { not: null }, request: { serverId, state: "pending" } },
    orderBy: { id: "asc" },
    take: 2000,
    select: { toolId: true, requestId: true, request: { select: { title: true } } },
  });
  return items.flatMap(({ toolId, requestId, request }) =>
    toolId === null ? [] : [{ toolId, requestId, title: request.title }],
  );
}

export interface AskedAgain {
  toolId: string | null;
  consumerId: string | null;
  scopeName: string | null;
  submittedAt: Date;
}

/** When each tool, consumer or scope of a server was last asked for. */
export async function findLastAsked(tx: Tx, organizationId: string, serverId: string): Promise<AskedAgain[]> {
  return tx.$queryRaw<AskedAgain[]>`
    select i.tool_id as "toolId", i.consumer_id as "consumerId", i.scope_name as "scopeName",
      max(r.submitted_at) as "submittedAt"
    from request r
    join request_item i on i.organization_id = r.organization_id and i.request_id = r.id
    where r.organization_id = ${organizationId}::uuid and r.server_id = ${serverId}::uuid
      and r.submitted_at is not null
    group by i.tool_id, i.consumer_id, i.scope_name`;
}

/** The definitions that these requests showed for their tools: "request id/tool id" to definition. */
export async function findShownDefinitions(
  tx: Tx,
  organizationId: string,
  requestIds: readonly string[],
): Promise<Map<string, Prisma.JsonValue>> {
  const items = await tx.requestItem.findMany({
    where: { organizationId, requestId: { in: [...requestIds] }, kind: "tool" },
    select: { requestId: true, toolId: true, definition: true },
  });
  return new Map(items.map((item) => [`${item.requestId}/${item.toolId}`, item.definition]));
}

/** Ids of pending requests whose time to answer is over, in order, those after `after`. */
export async function findExpired(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await tx.request.findMany({
    where: {
      organizationId,
      state: "pending",
      expiresAt: { lte: now },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    select: { id: true },
    take: limit,
  });
  return rows.map((row) => row.id);
}

/**
 * Pending requests whose time to answer is over, locked; rows that somebody is deciding right now are left. Only this one
 * where `requestId` is given.
 */
export async function lockExpired(
  tx: Tx,
  organizationId: string,
  { now, requestId, limit }: { now: Date; requestId: string | undefined; limit: number },
): Promise<string[]> {
  const only = requestId === undefined ? Prisma.empty : Prisma.sql`and id = ${requestId}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from request
    where organization_id = ${organizationId}::uuid and state = 'pending' and expires_at <= ${now} ${only}
    order by id limit ${limit} for update skip locked`;
  return rows.map((row) => row.id);
}
