import { AppError, conflict, notFound } from "#lib/kernel/app-error.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { GrantKind, GrantState, RevocationStepKind } from "#lib/kernel/generated/enums.ts";
import { newId } from "#lib/kernel/id.ts";
import type { GrantStatus } from "./model.ts";
import type { GrantFacts } from "./steps/load-grants.ts";

/** Counts stop here; beyond, a list says "more than". */
const COUNT_LIMIT = 10_000;

export interface GrantInForce {
  id: string;
  kind: GrantKind;
  toolId: string | null;
  consumerId: string | null;
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
    select id, kind::text as kind, tool_id as "toolId", consumer_id as "consumerId", state::text as state,
      server_digest as "serverDigest", expires_at as "expiresAt", version
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
  tool: { id: string; name: string } | null;
  server: { ownerId: string | null; backupOwnerId: string | null };
}

/** Loads one grant and holds its row until commit. */
export async function lockGrant(tx: Tx, organizationId: string, id: string): Promise<LockedGrant> {
  await tx.$queryRaw`
    select id from grants where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`;
  const row = await tx.grant.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: {
      id: true,
      serverId: true,
      state: true,
      version: true,
      tool: { select: { id: true, name: true } },
      scope: { select: { name: true } },
      consumer: { select: { name: true } },
      server: { select: { name: true, ownerId: true, backupOwnerId: true } },
    },
  });
  if (row === null) throw notFound("grant");
  const { scope, consumer, ...grant } = row;
  const thing = row.tool?.name ?? scope?.name ?? consumer?.name ?? "grant";
  return { ...grant, name: `${thing} on ${row.server.name}` };
}

export interface GrantRow {
  id: string;
  kind: GrantKind;
  serverId: string;
  serverDigest: string;
  toolId: string | null;
  toolDigest: string | null;
  consumerId: string | null;
  requestId: string;
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
      originKind: "approval" as const,
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

export async function suspendGrantRow(
  tx: Tx,
  organizationId: string,
  grant: Versioned,
  reason: string,
  now: Date,
): Promise<void> {
  const { count } = await tx.grant.updateMany({
    where: { organizationId, id: grant.id, version: grant.version, state: "active" },
    data: { state: "suspended", stateReason: reason, suspendedAt: now, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("grant");
}

export interface DriftedGrant {
  id: string;
  version: number;
  state: GrantState;
  name: string;
  toolId: string | null;
  /** What of it no longer is what was approved. */
  drifted: "tool" | "server";
}

/** Active, unexpired grants of a server that are bound to what it, or the tool, no longer is; locked until commit. */
export async function lockDriftedGrants(
  tx: Tx,
  organizationId: string,
  serverId: string,
  now: Date,
): Promise<DriftedGrant[]> {
  return tx.$queryRaw<DriftedGrant[]>`
    select g.id, g.version, g.state::text as state, g.tool_id as "toolId",
      coalesce(t.name, c.name, p.name, 'grant') || ' on ' || s.name as name,
      case when g.server_digest <> s.identity_digest then 'server' else 'tool' end as drifted
    from grants g
    join server s on s.organization_id = g.organization_id and s.id = g.server_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    left join scope p on p.organization_id = g.organization_id and p.id = g.scope_id
    where g.organization_id = ${organizationId}::uuid and g.server_id = ${serverId}::uuid
      and g.state = 'active' and g.expires_at > ${now}
      and (g.server_digest <> s.identity_digest or g.tool_digest <> t.digest or t.state = 'removed')
    order by g.id for update of g`;
}

export interface ExpiredTool {
  toolId: string;
  serverId: string;
  expiresAt: Date;
}

/** Enabled tools whose grant has run out, at most `limit`. */
export async function listExpiredTools(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<ExpiredTool[]> {
  return tx.$queryRaw<ExpiredTool[]>`
    select t.id as "toolId", t.server_id as "serverId", g.expires_at as "expiresAt"
    from grants g
    join tool t on t.organization_id = g.organization_id and t.id = g.tool_id and t.state = 'enabled'
    where g.organization_id = ${organizationId}::uuid and g.kind = 'tool' and g.state <> 'revoked'
      and g.expires_at <= ${now}
    order by g.expires_at limit ${limit}`;
}

/** Servers that have a drifted grant still active: what a reaction missed, a sweep finds. */
export async function listServersWithDrift(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct g.server_id as id
    from grants g
    join server s on s.organization_id = g.organization_id and s.id = g.server_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where g.organization_id = ${organizationId}::uuid and g.state = 'active' and g.expires_at > ${now}
      and (g.server_digest <> s.identity_digest or g.tool_digest <> t.digest or t.state = 'removed')
    limit ${limit}`;
  return rows.map((row) => row.id);
}

export interface LastGrant {
  id: string;
  toolId: string;
  state: GrantState;
  toolDigest: string;
  requestId: string;
}

/** For each tool its latest grant, whatever became of it. */
export async function findLastToolGrants(tx: Tx, toolIds: readonly string[]): Promise<LastGrant[]> {
  return tx.$queryRaw<LastGrant[]>`
    select distinct on (tool_id) id, tool_id as "toolId", state::text as state, tool_digest as "toolDigest",
      request_id as "requestId"
    from grants
    where kind = 'tool' and tool_id = any (${[...toolIds]}::uuid[]) and request_id is not null
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
      scope: { select: { id: true, name: true } },
      consumer: { select: { id: true, name: true, kind: true, ownerId: true } },
    },
  });
  return rows.map(({ tool, toolDigest, ...row }) => ({
    ...row,
    grantedAt: row.grantedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    tool: tool && { id: tool.id, name: tool.name, impact: tool.reviewedImpact, digest: toolDigest ?? "" },
  }));
}

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
  consumer: { select: { id: true, slug: true, name: true, kind: true } },
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
  filter: { organizationId: string; serverId: string; withEnded: boolean; now: Date },
  limit: number,
): Promise<GrantViewRow[]> {
  const { organizationId, serverId, withEnded, now } = filter;
  const inForce: Prisma.GrantWhereInput = { state: { in: ["active", "suspended"] }, expiresAt: { gt: now } };
  return tx.grant.findMany({
    where: { organizationId, serverId, ...(withEnded ? {} : inForce) },
    orderBy: [{ grantedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: viewColumns,
  });
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

const stepColumns = {
  id: true,
  position: true,
  kind: true,
  title: true,
  instructions: true,
  responsible: person,
} as const satisfies Prisma.RevocationStepSelect;

export type StepRow = Prisma.RevocationStepGetPayload<{ select: typeof stepColumns }>;

export async function findSteps(tx: Tx, organizationId: string, serverId: string): Promise<StepRow[]> {
  return tx.revocationStep.findMany({
    where: { organizationId, serverId },
    orderBy: { position: "asc" },
    select: stepColumns,
  });
}

/** Holds the path of one server until commit; a path without steps has no row that could be locked. */
export async function lockRevocationPath(tx: Tx, serverId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('revocation-path:' || ${serverId}, 0))`;
}

export async function replaceSteps(
  tx: Tx,
  organizationId: string,
  serverId: string,
  steps: readonly {
    kind: RevocationStepKind;
    title: string;
    instructions: string;
    responsibleId: string | null;
  }[],
): Promise<void> {
  await tx.revocationStep.deleteMany({ where: { organizationId, serverId } });
  await tx.revocationStep.createMany({
    data: steps.map((step, index) => ({
      ...step,
      organizationId,
      serverId,
      id: newId(),
      position: index + 1,
    })),
  });
}

/** Refuses steps that name somebody who is not here any more; `fields` says which. */
export async function assertActivePeople(
  tx: Tx,
  organizationId: string,
  steps: readonly { responsibleId: string | null }[],
): Promise<void> {
  const ids = steps.flatMap((step) => step.responsibleId ?? []);
  const active = await tx.user.findMany({
    where: { organizationId, id: { in: ids }, isActive: true },
    select: { id: true },
  });
  const known = new Set(active.map((user) => user.id));
  const fields: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    if (step.responsibleId !== null && !known.has(step.responsibleId)) {
      fields[`steps.${index}.responsibleId`] = "Choose an active person.";
    }
  }
  if (Object.keys(fields).length > 0) {
    throw new AppError("invalid", "Every step needs somebody who is still here.", { fields });
  }
}

export interface PathCoverage {
  total: number;
  without: number;
  productionTotal: number;
  productionWithout: number;
}

/** Servers that may be in use, and how many of them have no revocation path. */
export async function countPathCoverage(tx: Tx, organizationId: string): Promise<PathCoverage> {
  const [row] = await tx.$queryRaw<PathCoverage[]>`
    select count(*)::int as total,
      (count(*) filter (where not has_path))::int as without,
      (count(*) filter (where environment = 'production'))::int as "productionTotal",
      (count(*) filter (where environment = 'production' and not has_path))::int as "productionWithout"
    from (
      select s.environment, exists (
        select from revocation_step r where r.organization_id = s.organization_id and r.server_id = s.id
      ) as has_path
      from server s
      where s.organization_id = ${organizationId}::uuid and s.state in ('registered', 'active', 'suspended')
    ) covered`;
  return row ?? { total: 0, without: 0, productionTotal: 0, productionWithout: 0 };
}

export interface SuspendedGrant {
  id: string;
  toolId: string | null;
  consumerId: string | null;
  suspendedAt: Date;
  /** The days it was once granted for, rounded up. */
  durationDays: number;
}

export async function findSuspendedGrants(tx: Tx, serverId: string, now: Date): Promise<SuspendedGrant[]> {
  return tx.$queryRaw<SuspendedGrant[]>`
    select id, tool_id as "toolId", consumer_id as "consumerId", suspended_at as "suspendedAt",
      ceil(extract(epoch from expires_at - granted_at) / 86400)::int as "durationDays"
    from grants
    where server_id = ${serverId}::uuid and state = 'suspended' and expires_at > ${now}
      and kind in ('tool', 'access')
    order by id`;
}

export async function findServersWithSuspendedGrants(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct server_id as id from grants
    where organization_id = ${organizationId}::uuid and state = 'suspended' and expires_at > ${now}
    limit ${limit}`;
  return rows.map((row) => row.id);
}
