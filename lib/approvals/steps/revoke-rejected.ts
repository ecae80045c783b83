import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import { loadHeldGrants } from "#lib/grants/steps/load-held.ts";
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
  const grants = await loadGrantsForReview(context.tx, request.serverId);
  const held = new Set((await loadHeldGrants(context.tx, request.serverId)).map(({ id }) => id));
  const events: AuditableEvent[] = [];
  for (const grant of grants) {
    const isAsked = request.items.some(
      (item) =>
        (item.toolId !== null && item.toolId === grant.tool?.id) ||
        (item.consumerId !== null && item.consumerId === grant.consumer?.id) ||
        (item.scopeName !== null && item.scopeName === grant.scope?.name),
    );
    if (!isAsked || grant.state !== "suspended" || held.has(grant.id)) continue;
    events.push(
      ...(await revokeGrant(context, {
        grantId: grant.id,
        reason: `The re-approval was rejected: ${reason}`,
        origin: "rejection",
      })),
    );
  }
  return events;
}
