import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { GrantState } from "#lib/kernel/generated/enums.ts";
import { type Drift, driftReason } from "./drift.ts";

export interface DriftedGrant {
  id: string;
  version: number;
  state: GrantState;
  name: string;
  toolId: string | null;
  toolName: string | null;
  scopeName: string | null;
  /** What of it no longer is what was approved: of its tool, of its server, or of both. */
  drift: Drift;
}

/** Of row `d` of `grant_drift`, where the database says what has drifted, for its guards too. */
const driftFacts = Prisma.sql`jsonb_build_object(
  'isServerChanged', d.is_server_changed, 'isToolChanged', d.is_tool_changed, 'isToolRemoved', d.is_tool_removed,
  'movedTo', d.moved_to, 'isGraver', d.is_graver, 'isMoreCritical', d.is_more_critical,
  'isDataAdded', d.is_data_added, 'isScopeGone', d.is_scope_gone)`;

/** Which of these grants are bound to what their server, or their tool, no longer is; in words, by the grant's id. */
export async function findDriftReasons(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Pick<DriftedGrant, "id" | "toolName" | "scopeName" | "drift">[]>`
    select g.id, t.name as "toolName", g.scope_name as "scopeName", ${driftFacts} as drift
    from grants g
    join grant_drift d on d.organization_id = g.organization_id and d.grant_id = g.id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where g.id = any (${[...ids]}::uuid[]) and d.is_drifted`;
  return new Map(rows.map((row) => [row.id, driftReason(row.drift, row)]));
}

/** Active, unexpired grants of a server that are bound to what it, or the tool, no longer is; locked until commit. */
export async function lockDriftedGrants(
  tx: Tx,
  organizationId: string,
  serverId: string,
  now: Date,
): Promise<DriftedGrant[]> {
  return tx.$queryRaw<DriftedGrant[]>`
    select g.id, g.version, g.state::text as state, g.tool_id as "toolId", t.name as "toolName",
      g.scope_name as "scopeName", coalesce(t.name, c.name, g.scope_name, 'grant') || ' on ' || s.name as name,
      ${driftFacts} as drift
    from grants g
    join grant_drift d on d.organization_id = g.organization_id and d.grant_id = g.id
    join server s on s.organization_id = g.organization_id and s.id = g.server_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.organization_id = ${organizationId}::uuid and g.server_id = ${serverId}::uuid
      and g.state = 'active' and g.expires_at > ${now} and d.is_drifted
    order by g.id for update of g`;
}

export interface ExpiredTool {
  toolId: string;
  serverId: string;
  expiresAt: Date;
}

/**
 * Enabled tools whose grant has run out, at most `limit`, held with the grant until commit: who renews one waits and
 * enables it again. One that somebody holds now, as who is renewing it does, is left for the next time.
 */
export async function lockExpiredTools(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<ExpiredTool[]> {
  return tx.$queryRaw<ExpiredTool[]>`
    select t.id as "toolId", t.server_id as "serverId", g.expires_at as "expiresAt"
    from tool t
    join grants g on g.organization_id = t.organization_id and g.tool_id = t.id
    where t.organization_id = ${organizationId}::uuid and t.state = 'enabled' and g.kind = 'tool' and g.state <> 'revoked'
      and g.expires_at <= ${now}
    -- By what is enabled, of which each has one such grant: not by the end, which all that ever ran out has.
    order by t.id limit ${limit} for update of g, t skip locked`;
}

/** Servers that have a drifted grant still active, in order, those after `after`: what a reaction missed, a sweep finds. */
export async function listServersWithDrift(
  tx: Tx,
  organizationId: string,
  { now, after, limit }: { now: Date; after: string | undefined; limit: number },
): Promise<string[]> {
  const from = after === undefined ? Prisma.empty : Prisma.sql`and d.server_id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct d.server_id as id from grant_drift d
    where d.organization_id = ${organizationId}::uuid and d.state = 'active' and d.expires_at > ${now}
      and d.is_drifted ${from}
    order by d.server_id limit ${limit}`;
  return rows.map((row) => row.id);
}

export interface SuspendedGrant {
  id: string;
  toolId: string | null;
  consumerId: string | null;
  /** Of a scope that the server still holds as it was granted, or as something else by now. */
  scopeId: string | null;
  scopeName: string | null;
  /** The request it was granted by. */
  requestId: string | null;
  grantedAt: Date;
  suspendedAt: Date;
  /** The days it was once granted for, rounded up. */
  durationDays: number;
}

/**
 * Suspended by Steward and not at their end; not those of a consumer that is out of use, of a scope that is off the
 * record, nor of broken glass, which nobody asks for again by itself.
 */
export async function findSuspendedGrants(tx: Tx, serverId: string, now: Date): Promise<SuspendedGrant[]> {
  return tx.$queryRaw<SuspendedGrant[]>`
    select g.id, g.tool_id as "toolId", g.consumer_id as "consumerId", p.id as "scopeId",
      g.scope_name as "scopeName", g.request_id as "requestId",
      g.granted_at as "grantedAt", g.suspended_at as "suspendedAt",
      ceil(extract(epoch from g.expires_at - g.granted_at) / 86400)::int as "durationDays"
    from grants g
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    left join scope p on p.organization_id = g.organization_id and p.server_id = g.server_id and p.name = g.scope_name
    where g.server_id = ${serverId}::uuid and g.state = 'suspended' and g.expires_at > ${now}
      and (g.kind <> 'scope' or p.id is not null) and c.deactivated_at is null and g.origin_kind <> 'break_glass'
      and g.suspended_by_id is null and (g.suspended_for is null or exists (
        select from grant_drift d where d.organization_id = g.organization_id and d.grant_id = g.id and d.is_drifted))
    order by g.id`;
}
