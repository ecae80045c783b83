import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { type Rebinding, rebindGrantRows } from "../rebind-store.ts";

/**
 * Lets what is granted on a server go on with a scope that was approved: whoever approved it had the enabled tools and
 * the scope before them. The caller holds the server, which still is as it was asked on. What was granted since is left,
 * and asked for again: nobody saw it together with the scope.
 */
export async function rebindGrants(
  { tx, actor, now }: CommandContext,
  rebinding: Rebinding,
): Promise<AuditableEvent[]> {
  const { serverId, requestId, before, after } = rebinding;
  if (before === after) return [];
  const rebound = await rebindGrantRows(tx, actor.organizationId, rebinding, now);
  return rebound.map(({ id, name }) => ({
    type: "grant.rebound",
    subject: { kind: "grant", id, name },
    detail: { serverId, requestId, serverDigest: { before, after } },
  }));
}
