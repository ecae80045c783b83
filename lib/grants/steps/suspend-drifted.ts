import { suspendTools } from "#lib/inventory/steps/suspend-tools.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { driftedPart, driftReason } from "../drift.ts";
import { lockDriftedGrants } from "../drift-store.ts";
import { suspendGrantRows } from "../many-store.ts";

/**
 * Suspends every grant of a server that is bound to what is no longer there, and its tool, inside the caller's
 * transaction: in three statements, however many there are, since the last vote of a request may wait for it.
 */
export async function suspendDrifted(
  context: CommandContext,
  serverId: string,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const drifted = (await lockDriftedGrants(tx, organizationId, serverId, now)).map((grant) => ({
    ...grant,
    reason: driftReason(grant.drift, grant),
  }));
  if (drifted.length === 0) return { grantIds: [], events: [] };
  await suspendGrantRows(tx, organizationId, drifted, now);
  const suspended = drifted.map(({ id, name, toolId, drift, reason }): AuditableEvent => {
    const detail = { serverId, toolId, cause: "drift", drifted: driftedPart(drift), reason };
    return { type: "grant.suspended", subject: { kind: "grant", id, name }, detail };
  });
  const tools = drifted.flatMap(({ toolId, reason }) => (toolId === null ? [] : [{ toolId, reason }]));
  const toolEvents = await suspendTools(context, tools);
  return { grantIds: drifted.map(({ id }) => id), events: [...suspended, ...toolEvents] };
}
