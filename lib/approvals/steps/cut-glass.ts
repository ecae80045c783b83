import { revokeGrant } from "#lib/grants/steps/revoke-grant.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { findGrantsOf } from "../store.ts";

/** Revokes what broken glass granted and is still in force. What ended by itself stays as it is: ended, not revoked. */
export async function cutGlass(
  context: CommandContext,
  requestId: string,
  reason: string,
): Promise<AuditableEvent[]> {
  const { tx, actor, now } = context;
  const events: AuditableEvent[] = [];
  for (const grant of await findGrantsOf(tx, actor.organizationId, requestId)) {
    if (grant.state === "revoked" || grant.expiresAt.getTime() <= now.getTime()) continue;
    events.push(...(await revokeGrant(context, { grantId: grant.id, reason, origin: "break_glass" })));
  }
  return events;
}
