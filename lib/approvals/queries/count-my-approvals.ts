import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { loadPolicyToDecide } from "#lib/policy/steps/load-policy-to-decide.ts";
import { countToReview } from "../glass-store.ts";
import { countMyApprovalsInput } from "../list-input.ts";
import { ANY, countRequests } from "../list-store.ts";

/**
 * How much waits for this person's decision: requests, broken glass to review, and a change of the approval policy.
 * Counting stops at `most` requests: 10,001 means more than 10,000.
 */
export const countMyApprovals = query({
  name: "count-my-approvals",
  permission: "request:read",
  input: countMyApprovalsInput,
  run: async ({ tx, actor, now }, { most }) => {
    const person = actingPerson(actor);
    const toDecide = {
      ...ANY,
      organizationId: actor.organizationId,
      view: "to-decide" as const,
      person: person && { id: person.userId },
      now,
    };
    const requests = await countRequests(tx, toDecide, most);
    const glass = person === null ? 0 : await countToReview(tx, actor.organizationId, person.userId);
    return requests + glass + ((await loadPolicyToDecide(tx, actor, now)) === null ? 0 : 1);
  },
});
