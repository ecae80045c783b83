import { query } from "#lib/kernel/query.ts";
import { listServersWithDrift as findServersWithDrift } from "../drift-store.ts";
import { noInput } from "../input.ts";

/** A sweep comes back for the rest. */
const BATCH = 200;

/** Ids of servers whose grants no longer fit what they are bound to, at most 200. */
export const listServersWithDrift = query({
  name: "list-servers-with-drift",
  permission: "grant:read",
  input: noInput,
  run: ({ tx, actor, now }) => findServersWithDrift(tx, actor.organizationId, now, BATCH),
});
