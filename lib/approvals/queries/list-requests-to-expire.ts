import { pageOfIdsInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findExpired } from "../asked-store.ts";

/** Ids of requests that nobody answered in time, page by page. */
export const listRequestsToExpire = query({
  name: "list-requests-to-expire",
  permission: "request:expire",
  input: pageOfIdsInput,
  run: ({ tx, actor, now }, { after, limit }) => findExpired(tx, actor.organizationId, { now, after, limit }),
});
