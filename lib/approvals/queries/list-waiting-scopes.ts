import { serverInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findWaitingScopes } from "../scope-store.ts";

/** The scopes that wait for a decision on a server, each with its request; also those that are not on record yet. */
export const listWaitingScopes = query({
  name: "list-waiting-scopes",
  permission: "request:read",
  input: serverInput,
  run: ({ tx, actor }, { serverId }) => findWaitingScopes(tx, actor.organizationId, serverId),
});
