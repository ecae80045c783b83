import { loadRevokedByPeople } from "#lib/grants/steps/load-held.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { findApprovedBefore } from "../approved-before-store.ts";
import { findGlass, type GlassRow } from "../glass-store.ts";
import { toGlassView } from "../glass-view.ts";
import { requestInput } from "../input.ts";
import { findConsumers } from "../people-store.ts";
import { findReachedTools } from "../reach-store.ts";
import { listRemarks } from "../remark-store.ts";
import { findReplacements } from "../replacement-store.ts";
import { toRequestView } from "../request-view.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadReadable } from "../steps/load-readable.ts";
import { findGrantsOf, type RequestRow } from "../store.ts";

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
    const glass = await findGlass(tx, organizationId, requestId);
    const consumerIds = request.items.flatMap((item) => item.consumerId ?? []);
    const letsIn = request.state === "pending" && consumerIds.length > 0;
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
      breakGlass:
        glass === null
          ? null
          : toGlassView(glass, await gatherGlass(tx, glass), await revokedBefore(tx, request, glass), actor),
      grants: await findGrantsOf(tx, organizationId, requestId),
      actor,
      now,
    });
  },
});

/** What a person had ended of what this use of break glass put in force. */
function revokedBefore(tx: Tx, { serverId, items }: RequestRow, { requestId, usedAt }: GlassRow) {
  const things = {
    toolIds: items.flatMap(({ toolId }) => toolId ?? []),
    consumerIds: items.flatMap(({ consumerId }) => consumerId ?? []),
  };
  return loadRevokedByPeople(tx, serverId, things, { requestId, at: usedAt });
}
