import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { driftedPart, driftReason } from "../drift.ts";
import { lockDriftedGrants } from "../drift-store.ts";
import { serverInput } from "../input.ts";
import { suspendGrantRow } from "../store.ts";

/**
 * Suspends every grant of a server that is bound to a definition or an identity that is no longer there (product
 * rule 2). Looks at what is, not at what an event said, so it may run any number of times; the reason says what
 * differs now.
 */
export const suspendDriftedGrants = command({
  name: "suspend-drifted-grants",
  permission: "grant:suspend",
  input: serverInput,
  run: async (context, { serverId }) => {
    const { tx, actor, now } = context;
    const drifted = await lockDriftedGrants(tx, actor.organizationId, serverId, now);
    const suspended: AuditableEvent[] = [];
    const toolEvents: AuditableEvent[] = [];
    for (const grant of drifted) {
      const reason = driftReason(grant.drift, grant.toolName);
      await suspendGrantRow(tx, actor.organizationId, grant, { reason, byId: null }, now);
      suspended.push({
        type: "grant.suspended",
        subject: { kind: "grant", id: grant.id, name: grant.name },
        detail: { serverId, toolId: grant.toolId, cause: "drift", drifted: driftedPart(grant.drift), reason },
      });
    }
    for (const { toolId, toolName, drift } of drifted) {
      if (toolId === null) continue;
      const reason = driftReason(drift, toolName);
      toolEvents.push(...(await setToolState(context, { toolId, action: "suspend", reason })));
    }
    const events = someEvents([...suspended, ...toolEvents]);
    const result = { suspended: drifted.map((grant) => grant.id) };
    return events === null ? unchanged(result) : { result, events };
  },
});
