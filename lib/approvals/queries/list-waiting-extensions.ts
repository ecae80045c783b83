import { query } from "#lib/kernel/query.ts";
import { findWaitingExtensions } from "../carrying-on-store.ts";
import { listWaitingExtensionsInput } from "../input.ts";
import { findReadable } from "../reader-store.ts";

/** By the grant's id, the request that waits to carry it on, where it is there for whoever asks. */
export const listWaitingExtensions = query({
  name: "list-waiting-extensions",
  permission: "request:read",
  input: listWaitingExtensionsInput,
  run: async (context, { grantIds }): Promise<Record<string, string>> => {
    const rows = await findWaitingExtensions(context.tx, context.actor.organizationId, grantIds);
    const requestIds = [...new Set(rows.map(({ requestId }) => requestId))];
    const readable = await findReadable(context.tx, context, requestIds);
    return Object.fromEntries(
      rows.flatMap(({ grantId, requestId }) => (readable.has(requestId) ? [[grantId, requestId]] : [])),
    );
  },
});
