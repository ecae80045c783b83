import { conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import type {
  GrantKind,
  GrantState,
  Impact,
  ScopeBreadth,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import { type GrantFacts, scopeOf } from "./grant-facts.ts";

export interface GrantInForce {
  id: string;
  kind: GrantKind;
  toolId: string | null;
  consumerId: string | null;
  scopeName: string | null;
  state: GrantState;
  serverDigest: string;
  expiresAt: Date;
  version: number;
}

/** The server's grants that are not revoked, locked until commit, in one order for all callers. */
export async function lockGrantsInForce(
  tx: Tx,
  organizationId: string,
  serverId: string,
): Promise<GrantInForce[]> {
  return tx.$queryRaw<GrantInForce[]>`
    select id, kind::text as kind, tool_id as "toolId", consumer_id as "consumerId",
      scope_name as "scopeName", state::text as state, server_digest as "serverDigest", expires_at as "expiresAt", version
    from grants
    where organization_id = ${organizationId}::uuid and server_id = ${serverId}::uuid
      and state in ('active', 'suspended')
    order by id for update`;
}

export interface LockedGrant {
  id: string;
  serverId: string;
  state: GrantState;
  version: number;
  /** "refund_payment on Ticket desk": what the audit trail calls it. */
  name: string;
  tool: { id: string; name: string; state: ToolState } | null;
  server: { name: string; state: ServerState; ownerId: string | null; backupOwnerId: string | null };
  consumer: { ownerId: string | null; deactivatedAt: Date | null } | null;
  requesterId: string | null;
  expiresAt: Date;
  suspendedById: string | null;
  suspendedFor: string | null;
  stateReason: string | null;
}

const lockedColumns = {
  id: true,
  serverId: true,
  state: true,
  stateReason: true,
  suspendedById: true,
  suspendedFor: true,
  expiresAt: true,
  version: true,
  tool: { select: { id: true, name: true, state: true } },
  scopeName: true,
  consumer: { select: { name: true, ownerId: true, deactivatedAt: true } },
  request: { select: { requesterId: true } },
  server: { select: { name: true, state: true, ownerId: true, backupOwnerId: true } },
} as const;

/** Loads one grant and holds its row until commit. */
export async function lockGrant(tx: Tx, organizationId: string, id: string): Promise<LockedGrant> {
  const [grant] = await lockGrants(tx, organizationId, [id]);
  if (grant === undefined) throw notFound("grant");
  return grant;
}

/** Those of these grants that there are, held until commit in the order of their ids. */
export async function lockGrants(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<LockedGrant[]> {
  await tx.$queryRaw`
    select id from grants where organization_id = ${organizationId}::uuid and id = any (${[...ids]}::uuid[])
    order by id for update`;
  const rows = await tx.grant.findMany({
    where: { organizationId, id: { in: [...ids] } },
    orderBy: { id: "asc" },
    select: lockedColumns,
  });
  return rows.map(({ scopeName, request, ...grant }) => {
    const thing = grant.tool?.name ?? scopeName ?? grant.consumer?.name ?? "grant";
    return { ...grant, requesterId: request?.requesterId ?? null, name: `${thing} on ${grant.server.name}` };
  });
}

export interface GrantRow {
  id: string;
  kind: GrantKind;
  serverId: string;
  serverDigest: string;
  toolId: string | null;
  toolDigest: string | null;
  consumerId: string | null;
  scopeName: string | null;
  scopeSystem: string | null;
  scopeBreadth: ScopeBreadth | null;
  requestId: string;
  originKind: "approval" | "break_glass";
  expiresAt: Date;
}

export async function insertGrants(
  tx: Tx,
  organizationId: string,
  rows: readonly GrantRow[],
  now: Date,
): Promise<void> {
  await tx.grant.createMany({
    data: rows.map((row) => ({
      ...row,
      organizationId,
      state: "active" as const,
      grantedAt: now,
    })),
  });
}

type Versioned = { id: string; version: number; state: GrantState };

/** Revokes, guarded by the version and state that were read; false when somebody else was faster. */
export async function endGrant(
  tx: Tx,
  organizationId: string,
  grant: Versioned,
  reason: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.grant.updateMany({
    where: { organizationId, id: grant.id, version: grant.version, state: grant.state },
    data: { state: "revoked", stateReason: reason, revokedAt: now, version: { increment: 1 } },
  });
  return count === 1;
}

/** `byId` is the person who suspends it, null where Steward does: what people suspend they can resume. */
export async function suspendGrantRow(
  tx: Tx,
  organizationId: string,
  grant: Versioned,
  { reason, byId }: { reason: string; byId: string | null },
  now: Date,
): Promise<void> {
  const { count } = await tx.grant.updateMany({
    where: { organizationId, id: grant.id, version: grant.version, state: "active" },
    data: {
      state: "suspended",
      stateReason: reason,
      suspendedAt: now,
      suspendedById: byId,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("grant");
}

/** @throws AppError `refused` by the database for what is no longer as it was approved */
export async function resumeGrantRow(tx: Tx, organizationId: string, grant: Versioned): Promise<void> {
  const { count } = await tx.grant.updateMany({
    where: { organizationId, id: grant.id, version: grant.version, state: "suspended" },
    data: {
      state: "active",
      stateReason: null,
      suspendedAt: null,
      suspendedById: null,
      version: { increment: 1 },
    },
  });
  if (count !== 1) throw conflict("grant");
}

export interface LastGrant {
  id: string;
  toolId: string;
  state: GrantState;
  toolDigest: string;
  requestId: string;
}

/** For each tool its latest grant by approval, whatever became of it; also one by breaking glass where that is asked. */
export async function findLastToolGrants(
  tx: Tx,
  toolIds: readonly string[],
  withGlass: boolean,
): Promise<LastGrant[]> {
  return tx.$queryRaw<LastGrant[]>`
    select distinct on (tool_id) id, tool_id as "toolId", state::text as state, tool_digest as "toolDigest",
      request_id as "requestId"
    from grants
    where kind = 'tool' and tool_id = any (${[...toolIds]}::uuid[]) and request_id is not null
      and (${withGlass} or origin_kind <> 'break_glass')
    order by tool_id, granted_at desc, id desc`;
}

export async function findGrantFacts(tx: Tx, serverId: string, limit: number): Promise<GrantFacts[]> {
  const rows = await tx.grant.findMany({
    where: { serverId, state: { in: ["active", "suspended"] } },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      id: true,
      kind: true,
      state: true,
      grantedAt: true,
      expiresAt: true,
      requestId: true,
      toolDigest: true,
      tool: { select: { id: true, name: true, reviewedImpact: true } },
      scopeName: true,
      scopeSystem: true,
      scopeBreadth: true,
      consumer: { select: { id: true, name: true, kind: true, ownerId: true } },
    },
  });
  return rows.map(({ tool, toolDigest, scopeName, scopeSystem, scopeBreadth, ...row }) => ({
    ...row,
    scope: scopeOf({ scopeName, scopeSystem, scopeBreadth }),
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    tool: tool && { id: tool.id, name: tool.name, impact: tool.reviewedImpact, digest: toolDigest ?? "" },
  }));
}

/** Without a limit: an organization has only so many people. */
export async function findConsumerOwners(tx: Tx, serverId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ ownerId: string }[]>`
    select distinct c.owner_id as "ownerId"
    from grants g
    join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.server_id = ${serverId}::uuid and g.kind = 'access' and g.state in ('active', 'suspended')
      and c.owner_id is not null`;
  return rows.map((row) => row.ownerId);
}

export async function findGrantedImpacts(tx: Tx, serverId: string): Promise<Impact[]> {
  const rows = await tx.$queryRaw<{ impact: Impact }[]>`
    select distinct t.reviewed_impact::text as impact
    from grants g
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where g.server_id = ${serverId}::uuid and g.kind = 'tool' and g.state in ('active', 'suspended')`;
  return rows.map((row) => row.impact);
}
