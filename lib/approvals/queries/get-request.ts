import { query } from "#lib/kernel/query.ts";
import { requestInput } from "../input.ts";
import { findConsumers } from "../people-store.ts";
import { listRemarks } from "../remark-store.ts";
import { findReplacements } from "../replacement-store.ts";
import { toRequestView } from "../request-view.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { findGrantsOf, loadRequest } from "../store.ts";

/** Everything a decision page shows, with what this person may do and why not. */
export const getRequest = query({
  name: "get-request",
  permission: "request:read",
  input: requestInput,
  run: async ({ tx, actor, now }, { requestId }) => {
    const { organizationId } = actor;
    const request = await loadRequest(tx, organizationId, requestId);
    const gathered = await gatherFacts(tx, request);
    const consumerIds = request.items.flatMap((item) => item.consumerId ?? []);
    return toRequestView({
      request,
      gathered,
      consumers: await findConsumers(tx, organizationId, consumerIds),
      remarks: await listRemarks(tx, organizationId, requestId),
      replacements: await findReplacements(tx, organizationId, request),
      grants: await findGrantsOf(tx, organizationId, requestId),
      actor,
      now,
    });
  },
});
