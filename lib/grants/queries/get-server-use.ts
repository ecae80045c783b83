import { query } from "#lib/kernel/query.ts";
import { countServerUse } from "../ending-store.ts";
import { serverInput } from "../input.ts";

/**
 * What would stop working if the server were cut off now: enabled `tools`, `consumers` with access (at most ten of
 * their names), and all `grants` that would be revoked, suspended ones included.
 */
export const getServerUse = query({
  name: "get-server-use",
  permission: "grant:read",
  input: serverInput,
  run: ({ tx, now }, { serverId }) => countServerUse(tx, serverId, now),
});
