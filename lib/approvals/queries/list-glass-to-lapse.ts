import { pageOfIdsInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { findLapsed } from "../glass-store.ts";

/** Ids of requests whose broken glass was not reviewed in time, page by page. */
export const listGlassToLapse = query({
  name: "list-glass-to-lapse",
  permission: "break-glass:lapse",
  input: pageOfIdsInput,
  run: ({ tx, actor, now }, { after, limit }) => findLapsed(tx, actor.organizationId, { now, after, limit }),
});
