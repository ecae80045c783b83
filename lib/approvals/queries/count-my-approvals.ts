import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { loadPolicyToDecide } from "#lib/policy/steps/load-policy-to-decide.ts";
import { noInput } from "../input.ts";
import { ANY, countRequests } from "../list-store.ts";

/**
 * How much waits for this person's decision: requests, and a change of the approval policy; 10,001 means more than
 * 10,000.
 */
export const countMyApprovals = query({
  name: "count-my-approvals",
  permission: "request:read",
  input: noInput,
  run: async ({ tx, actor, now }) => {
    const person = actingPerson(actor);
    const requests = await countRequests(tx, {
      ...ANY,
      organizationId: actor.organizationId,
      view: "to-decide",
      person: person && { id: person.userId },
      now,
    });
    return requests + ((await loadPolicyToDecide(tx, actor, now)) === null ? 0 : 1);
  },
});
