import { query } from "#lib/kernel/query.ts";
import { listServersWithDrift as findServersWithDrift } from "../drift-store.ts";
import { pageOfIdsInput } from "../input.ts";

/** Ids of servers whose grants no longer fit what they are bound to, page by page. */
export const listServersWithDrift = query({
  name: "list-servers-with-drift",
  permission: "grant:read",
  input: pageOfIdsInput,
  run: ({ tx, actor, now }, page) =>
    findServersWithDrift(tx, actor.organizationId, { now, after: page.after, limit: page.limit }),
});
