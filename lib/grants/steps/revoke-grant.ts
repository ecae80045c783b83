import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { conflict } from "#lib/kernel/app-error.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { decide } from "../model.ts";
import { endGrant, lockGrant } from "../store.ts";

export interface GrantToRevoke {
  grantId: string;
  /** In words, shown wherever the grant is shown. */
  reason: string;
  /** What led here: a person's own act, a review, a re-approval that was rejected, or broken glass. */
  origin: "person" | "review" | "rejection" | "break_glass";
}

/**
 * Revokes one grant inside the caller's transaction, and disables the tool it enabled. A grant that is revoked
 * already gives no events: revoking twice is not a mistake.
 *
 * @throws AppError `not_found` when there is no such grant, `conflict` when somebody else changes it right now
 */
export async function revokeGrant(context: CommandContext, input: GrantToRevoke): Promise<AuditableEvent[]> {
  const { tx, actor, now } = context;
  const grant = await lockGrant(tx, actor.organizationId, input.grantId);
  if (!decide(grant, "revoke").ok) return [];
  if (!(await endGrant(tx, actor.organizationId, grant, input.reason, now))) throw conflict("grant");
  const revoked: AuditableEvent = {
    type: "grant.revoked",
    subject: { kind: "grant", id: grant.id, name: grant.name },
    detail: {
      serverId: grant.serverId,
      cause: input.origin,
      reason: input.reason,
      state: { before: grant.state, after: "revoked" },
    },
  };
  if (grant.tool === null) return [revoked];
  const disabled = await setToolState(context, {
    toolId: grant.tool.id,
    action: "disable",
    reason: `Its approval was revoked: ${input.reason}`,
  });
  return [revoked, ...disabled];
}
