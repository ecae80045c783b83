import type { Tx } from "#lib/kernel/db.ts";
import { Prisma } from "#lib/kernel/generated/client.ts";
import type { Environment, GrantKind, GrantState, ScopeBreadth } from "#lib/kernel/generated/enums.ts";

/** A grant as it stands, for whoever asks to carry it on. */
export interface StandingGrant {
  id: string;
  version: number;
  kind: GrantKind;
  /** "refund_payment on Ticket desk". */
  name: string;
  toolId: string | null;
  toolDigest: string | null;
  scopeName: string | null;
  scopeSystem: string | null;
  scopeBreadth: ScopeBreadth | null;
  consumerId: string | null;
  serverDigest: string;
  state: GrantState;
  expiresAt: Date;
  approvedEnvironment: Environment | null;
  /** Its server or its tool is no longer what was approved. */
  isChanged: boolean;
  /** Had by breaking glass, for a day at most: never carried on. */
  isBrokenGlass: boolean;
  /** It lets in a consumer that is out of use. */
  isIdle: boolean;
}

type Which = { ids: readonly string[] } | { toMoveAt: Date };

/** In force as it was approved, and not approved for production. */
const isToMove = Prisma.sql`g.state = 'active' and g.approved_environment is distinct from 'production'
  and g.origin_kind <> 'break_glass' and c.deactivated_at is null and not d.is_changed`;

/** Grants of one server in order of id, at most `limit`: these, or all that a move to production has to carry on. */
export async function findStandingGrants(
  tx: Tx,
  serverId: string,
  which: Which,
  limit: number,
): Promise<StandingGrant[]> {
  const among =
    "ids" in which
      ? Prisma.sql`g.id = any (${[...which.ids]}::uuid[])`
      : Prisma.sql`${isToMove} and g.expires_at > ${which.toMoveAt}`;
  return tx.$queryRaw<StandingGrant[]>`
    select g.id, g.version, g.kind::text as kind, g.tool_id as "toolId", g.tool_digest as "toolDigest",
      g.scope_name as "scopeName", g.scope_system as "scopeSystem", g.scope_breadth::text as "scopeBreadth",
      g.consumer_id as "consumerId", g.server_digest as "serverDigest",
      g.state::text as state, g.expires_at as "expiresAt", g.approved_environment::text as "approvedEnvironment",
      coalesce(t.name, c.name, g.scope_name, 'grant') || ' on ' || s.name as name,
      g.origin_kind = 'break_glass' as "isBrokenGlass", d.is_changed as "isChanged",
      c.deactivated_at is not null as "isIdle"
    from grants g
    join grant_drift d on d.organization_id = g.organization_id and d.grant_id = g.id
    join server s on s.organization_id = g.organization_id and s.id = g.server_id
    left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    left join consumer c on c.organization_id = g.organization_id and c.id = g.consumer_id
    where g.server_id = ${serverId}::uuid and ${among}
    order by g.id limit ${limit}`;
}

/** Holds these grants until commit, in the order that all callers keep. */
export async function lockGrants(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`select id from grants where id = any (${[...ids]}::uuid[]) order by id for update`;
}
