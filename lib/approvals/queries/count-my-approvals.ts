import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";
import { countRequests } from "../list-store.ts";

/** How many requests wait for this person's decision; 10,001 means more than 10,000. */
export const countMyApprovals = query({
  name: "count-my-approvals",
  permission: "request:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const person = actingPerson(actor);
    return countRequests(tx, {
      organizationId: actor.organizationId,
      view: "to-decide",
      person: person && { id: person.userId },
      state: undefined,
      serverId: undefined,
      now,
    });
  },
});
