import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { GrantKind } from "#lib/kernel/generated/enums.ts";
import type { GrantStatus } from "./model.ts";

/** Counts stop here; beyond, a list says "more than". */
const COUNT_LIMIT = 10_000;

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const viewColumns = {
  id: true,
  kind: true,
  state: true,
  stateReason: true,
  toolDigest: true,
  serverDigest: true,
  originKind: true,
  grantedAt: true,
  expiresAt: true,
  suspendedAt: true,
  revokedAt: true,
  server: {
    select: { id: true, slug: true, name: true, environment: true, ownerId: true, backupOwnerId: true },
  },
  tool: { select: { id: true, name: true, state: true, reviewedImpact: true } },
  scope: { select: { id: true, name: true } },
  consumer: { select: { id: true, slug: true, name: true, kind: true, deactivatedAt: true } },
  request: {
    select: {
      id: true,
      title: true,
      cause: true,
      justification: true,
      requester: person,
      decisions: {
        where: { decision: "approve" },
        orderBy: { decidedAt: "asc" },
        select: { reason: true, decidedAt: true, decider: person },
      },
    },
  },
} as const satisfies Prisma.GrantSelect;

export type GrantViewRow = Prisma.GrantGetPayload<{ select: typeof viewColumns }>;

/** The server's grants, newest first, at most `limit`; those that are over only when asked for. */
export async function findServerGrants(
  tx: Tx,
  filter: {
    organizationId: string;
    serverId: string;
    withEnded: boolean;
    kind: GrantKind | undefined;
    toolId: string | undefined;
    now: Date;
  },
  limit: number,
): Promise<GrantViewRow[]> {
  const { organizationId, serverId, withEnded, kind, toolId, now } = filter;
  const inForce: Prisma.GrantWhereInput = { state: { in: ["active", "suspended"] }, expiresAt: { gt: now } };
  return tx.grant.findMany({
    where: {
      organizationId,
      serverId,
      ...(kind === undefined ? {} : { kind }),
      ...(toolId === undefined ? {} : { toolId }),
      ...(withEnded ? {} : inForce),
    },
    orderBy: [{ grantedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: viewColumns,
  });
}

/** Servers that a consumer may use something of now, in the order of their names. */
export async function findGrantedServers(
  tx: Tx,
  filter: { consumerId: string; serverIds: readonly string[] | undefined; now: Date },
  limit: number,
): Promise<{ id: string; slug: string; name: string }[]> {
  const { consumerId, serverIds, now } = filter;
  const among =
    serverIds === undefined ? Prisma.empty : Prisma.sql`and g.server_id = any (${[...serverIds]}::uuid[])`;
  return tx.$queryRaw<{ id: string; slug: string; name: string }[]>`
    select s.id, s.slug, s.name from server s
    where s.id in (
      select g.server_id from grants g
      where g.consumer_id = ${consumerId}::uuid and g.kind = 'access' and g.state = 'active'
        and g.expires_at > ${now} ${among})
    order by s.name, s.id limit ${limit}`;
}

export interface GrantFilter {
  organizationId: string;
  status: GrantStatus;
  kind: GrantKind | undefined;
  serverId: string | undefined;
  consumerId: string | undefined;
  endsBefore: Date | undefined;
  now: Date;
}

/** One page by keyset on (expires_at, id), soonest end first, with a count that stops at 10,001. */
export async function findGrantPage(
  tx: Tx,
  filter: GrantFilter,
  after: { time: Date; id: string } | null,
  limit: number,
): Promise<{ rows: GrantViewRow[]; count: number; isEstimate: boolean }> {
  const where = whereGrants(filter);
  const from =
    after === null ? Prisma.empty : Prisma.sql`and (expires_at, id) > (${after.time}, ${after.id}::uuid)`;
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from grants where ${where} ${from} order by expires_at, id limit ${limit}`;
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from grants where ${where} limit ${COUNT_LIMIT + 1}) capped`;
  const found = await tx.grant.findMany({
    where: { organizationId: filter.organizationId, id: { in: ids.map((row) => row.id) } },
    select: viewColumns,
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
  });
  const count = counted?.count ?? 0;
  return { rows: found, count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}

function whereGrants(filter: GrantFilter): Prisma.Sql {
  const parts = [Prisma.sql`organization_id = ${filter.organizationId}::uuid`];
  if (filter.status === "revoked") parts.push(Prisma.sql`state = 'revoked'`);
  else if (filter.status === "expired") {
    parts.push(Prisma.sql`state <> 'revoked' and expires_at <= ${filter.now}`);
  } else {
    parts.push(Prisma.sql`state = ${filter.status}::grant_state and expires_at > ${filter.now}`);
  }
  if (filter.kind !== undefined) parts.push(Prisma.sql`kind = ${filter.kind}::grant_kind`);
  if (filter.serverId !== undefined) parts.push(Prisma.sql`server_id = ${filter.serverId}::uuid`);
  if (filter.consumerId !== undefined) parts.push(Prisma.sql`consumer_id = ${filter.consumerId}::uuid`);
  if (filter.endsBefore !== undefined) parts.push(Prisma.sql`expires_at < ${filter.endsBefore}`);
  return Prisma.join(parts, " and ");
}
