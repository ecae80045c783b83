import { pageOfIdsInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findEndedServersAskedFor } from "../asked-store.ts";

/** Ids of servers that were cut off for good and of which something is still asked for, page by page. */
export const listEndedServersAskedFor = query({
  name: "list-ended-servers-asked-for",
  permission: "request:read",
  input: pageOfIdsInput,
  run: ({ tx, actor }, { after, limit }) =>
    findEndedServersAskedFor(tx, actor.organizationId, { after, limit }),
});
