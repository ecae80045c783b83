import { loadServersWithSuspendedGrants } from "#lib/grants/steps/load-servers-with-suspended-grants.ts";
import { query } from "#lib/kernel/query.ts";
import { findServersWithStaleRequests } from "../asked-store.ts";
import { noInput } from "../input.ts";

/** A sweep comes back for the rest. */
const BATCH = 200;

/** Ids of servers where something changed under a grant or a pending request: for reopen-after-drift. */
export const listServersToReopen = query({
  name: "list-servers-to-reopen",
  permission: "request:read",
  input: noInput,
  run: async (context) => {
    const stale = await findServersWithStaleRequests(context.tx, context.actor.organizationId, BATCH);
    return [...new Set([...stale, ...(await loadServersWithSuspendedGrants(context, BATCH))])];
  },
});
