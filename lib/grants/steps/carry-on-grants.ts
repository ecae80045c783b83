import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import { findStandingGrants, lockGrants, type StandingGrant } from "../carried-on-store.ts";
import { endGrantRows } from "../many-store.ts";
import { insertGrants } from "../store.ts";

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
 * The database refuses whatever no approved request asked to carry on. However many there are, in four statements.
 */
export async function carryOnGrants(
  context: CommandContext,
  { requestId, serverId, grantIds, endOf }: GrantsToCarryOn,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  await lockGrants(tx, grantIds);
  const standing = await findStandingGrants(tx, serverId, { ids: grantIds }, grantIds.length);
  const going = standing.flatMap((grant) => {
    const expiresAt = endOf(grant);
    return isAsApproved(grant, now) && expiresAt !== null
      ? [{ grant, expiresAt, successorId: newId(now) }]
      : [];
  });
  if (going.length === 0) return { grantIds: [], events: [] };
  const endedIds = going.map(({ grant }) => grant.id);
  const ended = await endGrantRows(tx, organizationId, endedIds, "Replaced by a newer approval.", now);
  if (ended !== going.length) throw conflict("grant");
  const rows = going.map((one) => ({ ...rowOf(one), serverId, requestId }));
  await insertGrants(tx, organizationId, rows, now);
  const events = going.flatMap((one) => eventsOf(one, { serverId, requestId }));
  return { grantIds: rows.map(({ id }) => id), events };
}

interface GoingOn {
  grant: StandingGrant;
  expiresAt: Date;
  successorId: string;
}

function rowOf({ grant, expiresAt, successorId }: GoingOn) {
  const { kind, serverDigest, toolId, toolDigest, consumerId, scopeName, scopeSystem, scopeBreadth } = grant;
  const thing = { kind, serverDigest, toolId, toolDigest, consumerId, scopeName, scopeSystem, scopeBreadth };
  return { ...thing, id: successorId, originKind: "approval" as const, expiresAt };
}

function eventsOf(
  { grant, expiresAt, successorId }: GoingOn,
  by: { serverId: string; requestId: string },
): AuditableEvent[] {
  const { id, name, toolDigest, serverDigest } = grant;
  return [
    { type: "grant.revoked", subject: { kind: "grant", id, name }, detail: { ...by, cause: "replaced" } },
    {
      type: "grant.issued",
      subject: { kind: "grant", id: successorId, name },
      detail: {
        ...by,
        carriesOn: id,
        before: grant.expiresAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        toolDigest,
        serverDigest,
      },
    },
  ];
}

/** In force, and bound to what is there. Where the server is now does not count: the new approval is for that. */
function isAsApproved(grant: StandingGrant, now: Date): boolean {
  const isInForce = grant.state === "active" && grant.expiresAt.getTime() > now.getTime();
  return isInForce && !grant.isChanged && !grant.isIdle && !grant.isBrokenGlass;
}
