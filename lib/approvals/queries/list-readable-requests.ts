import { query } from "#lib/kernel/query.ts";
import { readableRequestsInput } from "../list-input.ts";
import { findReadable } from "../reader-store.ts";

/** Those of these requests that the actor may read: a list leads to no page that is not there for them. */
export const listReadableRequests = query({
  name: "list-readable-requests",
  permission: "request:read",
  input: readableRequestsInput,
  run: async (context, { requestIds }) => [...(await findReadable(context.tx, context, requestIds))],
});
