import { disableTools } from "#lib/inventory/steps/disable-tools.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { revokeGrantRows } from "../revoking-store.ts";

export interface GrantToEnd {
  grantId: string;
  /** In words, shown wherever the grant is shown. */
  reason: string;
}

/**
 * Revokes however many grants inside the caller's transaction, and disables the tools that they enabled: two statements,
 * and the same events as `revokeGrant` gives for one. Those that are revoked already give none.
 */
export async function revokeGrants(
  context: CommandContext,
  grants: readonly GrantToEnd[],
  origin: "review",
): Promise<{ revokedIds: string[]; events: AuditableEvent[] }> {
  if (grants.length === 0) return { revokedIds: [], events: [] };
  const { tx, actor, now } = context;
  const ended = await revokeGrantRows(tx, actor.organizationId, grants, now);
  const revoked = ended.map(
    ({ id, name, serverId, reason, before }): AuditableEvent => ({
      type: "grant.revoked",
      subject: { kind: "grant", id, name },
      detail: { serverId, cause: origin, reason, state: { before, after: "revoked" } },
    }),
  );
  const tools = ended.flatMap(({ toolId, reason }) =>
    toolId === null ? [] : [{ toolId, reason: `Its approval was revoked: ${reason}` }],
  );
  const disabled = await disableTools(context, tools);
  return { revokedIds: ended.map(({ id }) => id), events: [...revoked, ...disabled] };
}
