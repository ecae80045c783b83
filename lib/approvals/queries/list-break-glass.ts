import { actingPerson } from "#lib/kernel/actor.ts";
import { query } from "#lib/kernel/query.ts";
import { listBreakGlassInput } from "../glass-input.ts";
import { findUnreviewed } from "../glass-store.ts";
import { toGlassListItem } from "../glass-view.ts";

/**
 * Uses of break glass that two others have not reviewed yet, whose review is due first; of one server, or only those
 * that whoever looks may review. Of uses that they may read; at most `limit`.
 */
export const listBreakGlass = query({
  name: "list-break-glass",
  permission: "request:read",
  input: listBreakGlassInput,
  run: async ({ tx, actor, now }, { toReview, serverId, limit }) => {
    const person = actingPerson(actor);
    // A token reviews nothing.
    if (toReview && person === null) return { items: [] };
    const rows = await findUnreviewed(tx, {
      organizationId: actor.organizationId,
      serverId,
      reviewerId: toReview ? person?.userId : undefined,
      readableBy: { actor, now },
      limit,
    });
    return {
      items: rows.map(({ request, ...glass }) => ({
        ...toGlassListItem(glass),
        title: request.title,
        impact: request.impact,
        server: request.server,
        /** Something of what it gave is in force still, by this and by no approval. */
        isInForce: request._count.grants > 0,
      })),
    };
  },
});
