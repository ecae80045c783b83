import { addDays } from "date-fns/addDays";
import { loadToolsByGlass } from "#lib/grants/steps/load-held.ts";
import { loadLongerGrants } from "#lib/grants/steps/load-longer-grants.ts";
import { loadSuccessors } from "#lib/grants/steps/load-successors.ts";
import { query } from "#lib/kernel/query.ts";
import { findApprovedBefore } from "../approved-before-store.ts";
import { requestInput } from "../input.ts";
import { findConsumers } from "../people-store.ts";
import { findReachedTools } from "../reach-store.ts";
import { listRemarks } from "../remark-store.ts";
import { findReplacements } from "../replacement-store.ts";
import { toRequestView } from "../request-view.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { loadReadable } from "../steps/load-readable.ts";
import { offerRepair } from "../steps/offer-repair.ts";
import { viewGlass } from "../steps/view-glass.ts";
import { findGrantsOf } from "../store.ts";
import { approvedDays } from "../vote-terms.ts";

/**
 * Everything a decision page shows, with what this person may do and why not; for whoever has a part in it or sees all.
 *
 * @throws AppError `not_found`
 */
export const getRequest = query({
  name: "get-request",
  permission: "request:read",
  input: requestInput,
  run: async (context, { requestId }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    const request = await loadReadable(context, requestId);
    const gathered = await gatherFacts(tx, request, now);
    const consumerIds = request.items.flatMap((item) => item.consumerId ?? []);
    const letsIn = request.state === "pending" && consumerIds.length > 0;
    const grants = await findGrantsOf(tx, organizationId, requestId);
    const ended = grants.filter(({ state }) => state === "revoked").map(({ id }) => id);
    const toolIds = request.items.flatMap((item) => item.toolId ?? []);
    const isCutting = request.state === "pending" && request.items.every(({ grantId }) => grantId === null);
    const asked = { toolIds, scopeNames: request.items.flatMap((item) => item.scopeName ?? []) };
    const ends = addDays(now, approvedDays(request));
    return toRequestView({
      request,
      gathered,
      consumers: await findConsumers(tx, organizationId, consumerIds),
      reached: letsIn ? await findReachedTools(tx, organizationId, request.serverId) : [],
      remarks: await listRemarks(tx, organizationId, requestId),
      replacements: await findReplacements(tx, organizationId, request),
      before: await findApprovedBefore(
        tx,
        organizationId,
        request.items.flatMap((item) => item.grantId ?? []),
      ),
      breakGlass: await viewGlass(context, request),
      repair: await offerRepair(context, request, gathered),
      longer: isCutting ? await loadLongerGrants(tx, request.serverId, asked, ends) : [],
      grants,
      successors: await loadSuccessors(tx, ended),
      byGlass: request.state === "pending" ? await loadToolsByGlass(tx, toolIds, now) : [],
      actor,
      now,
    });
  },
});
