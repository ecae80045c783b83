import { query } from "#lib/kernel/query.ts";
import { listServersToReopenInput } from "../input.ts";
import { findServersToReopen } from "../reopen-store.ts";

/** Ids of servers where something changed under a grant or a pending request, for reopen-after-drift, page by page. */
export const listServersToReopen = query({
  name: "list-servers-to-reopen",
  permission: "request:read",
  input: listServersToReopenInput,
  run: ({ tx, actor, now }, { among, after, limit }) =>
    findServersToReopen(tx, { organizationId: actor.organizationId, now, among, after, limit }),
});
