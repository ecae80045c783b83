import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { GrantKind } from "#lib/kernel/generated/enums.ts";

const person = { select: { id: true, name: true, email: true, isActive: true } } as const;

const viewColumns = {
  id: true,
  kind: true,
  state: true,
  stateReason: true,
  toolDigest: true,
  serverDigest: true,
  approvedEnvironment: true,
  approvedImpact: true,
  originKind: true,
  grantedAt: true,
  expiresAt: true,
  suspendedAt: true,
  suspendedById: true,
  suspendedFor: true,
  suspendedBy: person,
  revokedAt: true,
  server: {
    select: {
      id: true,
      slug: true,
      name: true,
      state: true,
      environment: true,
      ownerId: true,
      backupOwnerId: true,
    },
  },
  tool: { select: { id: true, name: true, state: true, reviewedImpact: true } },
  scopeName: true,
  scopeSystem: true,
  scopeBreadth: true,
  consumer: { select: { id: true, slug: true, name: true, kind: true, ownerId: true, deactivatedAt: true } },
  request: {
    select: {
      id: true,
      title: true,
      cause: true,
      justification: true,
      requesterId: true,
      requester: person,
      isAutomatic: true,
      decisions: {
        where: { decision: "approve" },
        orderBy: { decidedAt: "asc" },
        select: {
          reason: true,
          decidedAt: true,
          decider: person,
          onBehalfOf: { select: { id: true, name: true } },
        },
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

/** These grants, in the order of the ids. */
export async function findGrantViews(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<GrantViewRow[]> {
  const rows = await tx.grant.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: viewColumns,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
