import { pageOfIdsInput } from "#lib/grants/input.ts";
import { query } from "#lib/kernel/query.ts";
import { dueOf } from "../follow-up.ts";
import { listFollowed } from "../follow-up-store.ts";

/** Requests with a reminder or an escalation due, a page at a time; `next` is where the next page begins. */
export const listRequestsToFollowUp = query({
  name: "list-requests-to-follow-up",
  permission: "request:follow-up",
  input: pageOfIdsInput,
  run: async ({ tx, actor, now }, { after, limit }) => {
    const rows = await listFollowed(tx, actor.organizationId, { now, after, limit });
    const due = rows.filter((row) => dueOf(row, now) !== null);
    return {
      requestIds: due.map(({ id }) => id),
      next: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
    };
  },
});
