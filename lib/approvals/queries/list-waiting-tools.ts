import { serverInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findWaitingTools } from "../asked-store.ts";

/** The tools that wait for a decision on a server, each with its request. */
export const listWaitingTools = query({
  name: "list-waiting-tools",
  permission: "request:read",
  input: serverInput,
  run: ({ tx, actor }, { serverId }) => findWaitingTools(tx, actor.organizationId, serverId),
});
