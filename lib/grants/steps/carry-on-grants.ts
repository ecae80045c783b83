import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import { findStandingGrants, lockGrants, type StandingGrant } from "../carried-on-store.ts";
import { endGrant, insertGrants } from "../store.ts";

/** Grants that an approved request carries on. */
export interface GrantsToCarryOn {
  requestId: string;
  serverId: string;
  grantIds: readonly string[];
  /** When one of them ends from now on; null to leave it as it is. */
  endOf: (grant: StandingGrant) => Date | null;
}

/**
 * Replaces grants in force by new ones of the same things, under another approval: one ends in the moment in which the
 * other begins, so there are never two. What has ended, is suspended or no longer is what was approved is left alone.
 * The database refuses whatever no approved request asked to carry on.
 */
export async function carryOnGrants(
  context: CommandContext,
  { requestId, serverId, grantIds, endOf }: GrantsToCarryOn,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  await lockGrants(tx, grantIds);
  const standing = await findStandingGrants(tx, serverId, { ids: grantIds }, grantIds.length);
  const issued: string[] = [];
  const events: AuditableEvent[] = [];
  for (const grant of standing) {
    const expiresAt = endOf(grant);
    if (!isAsApproved(grant, now) || expiresAt === null) continue;
    const { kind, toolId, toolDigest, consumerId, serverDigest, name } = grant;
    const { scopeName, scopeSystem, scopeBreadth } = grant;
    if (!(await endGrant(tx, organizationId, grant, "Replaced by a newer approval.", now)))
      throw conflict("grant");
    const row = { id: newId(now), kind, serverId, serverDigest, toolId, toolDigest, consumerId };
    const scope = { scopeName, scopeSystem, scopeBreadth };
    const originKind = "approval" as const;
    await insertGrants(tx, organizationId, [{ ...row, ...scope, requestId, originKind, expiresAt }], now);
    issued.push(row.id);
    events.push(
      {
        type: "grant.revoked",
        subject: { kind: "grant", id: grant.id, name },
        detail: { serverId, requestId, cause: "replaced" },
      },
      {
        type: "grant.issued",
        subject: { kind: "grant", id: row.id, name },
        detail: {
          serverId,
          requestId,
          carriesOn: grant.id,
          before: grant.expiresAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          toolDigest,
          serverDigest,
        },
      },
    );
  }
  return { grantIds: issued, events };
}

/** In force, and bound to what is there. Where the server is now does not count: the new approval is for that. */
function isAsApproved(grant: StandingGrant, now: Date): boolean {
  const isInForce = grant.state === "active" && grant.expiresAt.getTime() > now.getTime();
  return isInForce && !grant.isChanged && !grant.isIdle && !grant.isBrokenGlass;
}
