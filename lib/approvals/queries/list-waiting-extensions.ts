import { query } from "#lib/kernel/query.ts";
import { findWaitingExtensions } from "../carrying-on-store.ts";
import { listWaitingExtensionsInput } from "../input.ts";

/** By the grant's id, the request that waits to carry it on. */
export const listWaitingExtensions = query({
  name: "list-waiting-extensions",
  permission: "request:read",
  input: listWaitingExtensionsInput,
  run: async ({ tx, actor }, { grantIds }): Promise<Record<string, string>> => {
    const rows = await findWaitingExtensions(tx, actor.organizationId, grantIds);
    return Object.fromEntries(rows.map(({ grantId, requestId }) => [grantId, requestId]));
  },
});
