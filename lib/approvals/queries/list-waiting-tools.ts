import { serverInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findWaitingTools } from "../asked-store.ts";
import { findReadable } from "../reader-store.ts";

/** The tools that wait for a decision on a server, each with its request; for whom that is not there, without it. */
export const listWaitingTools = query({
  name: "list-waiting-tools",
  permission: "request:read",
  input: serverInput,
  run: async (context, { serverId }) => {
    const waiting = await findWaitingTools(context.tx, context.actor.organizationId, serverId);
    const requestIds = [...new Set(waiting.map(({ requestId }) => requestId))];
    const readable = await findReadable(context.tx, context, requestIds);
    return waiting.map(({ toolId, requestId, title }) => ({
      toolId,
      request: readable.has(requestId) ? { id: requestId, title } : null,
    }));
  },
});
