import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { driftedPart, driftReason } from "../drift.ts";
import { lockDriftedGrants } from "../drift-store.ts";
import { suspendGrantRow } from "../store.ts";

/** Suspends every grant of a server that is bound to what is no longer there, and its tool, inside the caller's transaction. */
export async function suspendDrifted(
  context: CommandContext,
  serverId: string,
): Promise<{ grantIds: string[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const drifted = await lockDriftedGrants(tx, actor.organizationId, serverId, now);
  const suspended: AuditableEvent[] = [];
  const toolEvents: AuditableEvent[] = [];
  for (const grant of drifted) {
    const reason = driftReason(grant.drift, grant);
    await suspendGrantRow(tx, actor.organizationId, grant, { reason, byId: null }, now);
    suspended.push({
      type: "grant.suspended",
      subject: { kind: "grant", id: grant.id, name: grant.name },
      detail: { serverId, toolId: grant.toolId, cause: "drift", drifted: driftedPart(grant.drift), reason },
    });
  }
  for (const grant of drifted) {
    const { toolId } = grant;
    if (toolId === null) continue;
    const reason = driftReason(grant.drift, grant);
    toolEvents.push(...(await setToolState(context, { toolId, action: "suspend", reason })));
  }
  return { grantIds: drifted.map((grant) => grant.id), events: [...suspended, ...toolEvents] };
}
