import { command, unchanged } from "../../kernel/command.ts";
import { reassessTools } from "../reassess-tools.ts";
import { lockServerRow } from "../store.ts";
import { ASSESS_LIMIT, assessReachInput } from "../system-input.ts";
import { listServerIdsOfSystem } from "../system-link-store.ts";
import { loadSystem } from "../system-store.ts";

/**
 * Assesses the tools of servers that reach a system again, a batch after the server given, in the order of ids.
 * `next` is where to go on; null when there are no more.
 */
export const assessReach = command({
  name: "assess-reach",
  permission: "system:assess",
  input: assessReachInput,
  run: async (context, { systemId, after }) => {
    const system = await loadSystem(context.tx, systemId);
    const serverIds = await listServerIdsOfSystem(context.tx, systemId, { after, limit: ASSESS_LIMIT });
    if (serverIds.length === 0) return unchanged({ next: null });
    const events = [];
    for (const serverId of serverIds) {
      const server = await lockServerRow(context.tx, serverId);
      if (server.state !== "retired") events.push(...(await reassessTools(context, server)));
    }
    const next = serverIds.length < ASSESS_LIMIT ? null : (serverIds.at(-1) ?? null);
    const subject = { kind: "system", id: systemId, name: system.name };
    return {
      result: { next },
      events: [
        {
          type: "system.reach_assessed",
          subject,
          detail: { servers: serverIds.length, toolsChanged: events.length },
        },
        ...events,
      ],
    };
  },
});
