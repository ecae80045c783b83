import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { requestsToDecideInput } from "../list-input.ts";
import { ANY, findRequestPage } from "../list-store.ts";
import { toRequestItems } from "../steps/to-request-items.ts";

/** Those of these requests that this person can decide now, with why each would be decided alone. */
export const getRequestsToDecide = query({
  name: "get-requests-to-decide",
  permission: "request:read",
  input: requestsToDecideInput,
  run: async ({ tx, actor, now }, { requestIds }) => {
    const person = actingPerson(actor);
    const filter = {
      ...ANY,
      organizationId: actor.organizationId,
      view: "to-decide" as const,
      person: person && { id: person.userId },
      among: requestIds,
      now,
    };
    const { rows } = await findRequestPage(tx, filter, null, requestIds.length);
    const { organizationId, person: decider } = filter;
    return { items: await toRequestItems(tx, rows, { organizationId, decider, now }) };
  },
});
