import { loadWaitingGrants } from "#lib/grants/steps/load-held.ts";
import { revokeGrant } from "#lib/grants/steps/revoke-grant.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { KINDS } from "../kinds.ts";
import type { RequestRow } from "../store.ts";

/**
 * After a re-approval was rejected: what was suspended to wait for it is revoked, so that nothing lingers half in
 * force. A grant that is active, because the request was only a renewal, is left alone; so is what a person suspended,
 * which waits for them and not for an approval.
 */
export async function revokeRejected(
  context: CommandContext,
  request: RequestRow,
  reason: string,
): Promise<AuditableEvent[]> {
  if (KINDS[request.kind].carriesOn) return [];
  const waiting = await loadWaitingGrants(context.tx, request.serverId, {
    toolIds: request.items.flatMap(({ toolId }) => toolId ?? []),
    consumerIds: request.items.flatMap(({ consumerId }) => consumerId ?? []),
    scopeNames: request.items.flatMap(({ scopeName }) => scopeName ?? []),
  });
  const events: AuditableEvent[] = [];
  for (const grantId of waiting) {
    const words = `The re-approval was rejected: ${reason}`;
    events.push(...(await revokeGrant(context, { grantId, reason: words, origin: "rejection" })));
  }
  return events;
}
