import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { lockDriftedGrants } from "../drift-store.ts";
import { suspendDriftedGrantsInput } from "../input.ts";
import { suspendGrantRow } from "../store.ts";

/**
 * Suspends every grant of a server that is bound to a definition or an identity that is no longer there (product
 * rule 2). Looks at what is, not at what an event said, so it may run any number of times.
 */
export const suspendDriftedGrants = command({
  name: "suspend-drifted-grants",
  permission: "grant:suspend",
  input: suspendDriftedGrantsInput,
  run: async (context, { serverId, reason }) => {
    const { tx, actor, now } = context;
    const drifted = await lockDriftedGrants(tx, actor.organizationId, serverId, now);
    const suspended: AuditableEvent[] = [];
    const toolEvents: AuditableEvent[] = [];
    for (const grant of drifted) {
      await suspendGrantRow(tx, actor.organizationId, grant, reason, now);
      suspended.push({
        type: "grant.suspended",
        subject: { kind: "grant", id: grant.id, name: grant.name },
        detail: { serverId, toolId: grant.toolId, cause: "drift", drifted: grant.drifted, reason },
      });
    }
    for (const { toolId } of drifted) {
      if (toolId === null) continue;
      toolEvents.push(...(await setToolState(context, { toolId, action: "suspend", reason })));
    }
    const events = someEvents([...suspended, ...toolEvents]);
    const result = { suspended: drifted.map((grant) => grant.id) };
    return events === null ? unchanged(result) : { result, events };
  },
});
