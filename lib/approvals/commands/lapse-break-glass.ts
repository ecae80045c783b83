import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { isLapsed, reviewersLeft } from "../broken-glass.ts";
import { lockGlass, lockLapsed, saveGlass } from "../glass-store.ts";
import { overdueInput } from "../input.ts";
import { cutGlass } from "../steps/cut-glass.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadRequest } from "../store.ts";

/** The sweep names one at a time, so that one that fails keeps none of the others. */
const BATCH = 50;

/**
 * Cuts what broke glass and was not reviewed by two others in time, and records it as unreviewed. Whoever used it
 * breaks no other glass until it is, late.
 */
export const lapseBreakGlass = command({
  name: "lapse-break-glass",
  permission: "break-glass:lapse",
  input: overdueInput,
  run: async (context, { requestId: only }) => {
    const { tx, actor, now } = context;
    const ids = await lockLapsed(tx, actor.organizationId, { now, requestId: only, limit: BATCH });
    const collected: AuditableEvent[] = [];
    for (const requestId of ids) {
      const glass = await lockGlass(tx, actor.organizationId, requestId);
      if (!isLapsed(glass, now)) continue;
      const { facts } = await gatherGlass(tx, glass);
      const request = await loadRequest(tx, actor.organizationId, requestId);
      const reason = "Break glass, not reviewed by two others in time.";
      const cut = await cutGlass(context, requestId, reason);
      await saveGlass(tx, glass, { state: "overdue", cutAt: glass.cutAt ?? now });
      collected.push(
        {
          type: "break_glass.lapsed",
          subject: { kind: "request", id: request.id, name: request.title },
          detail: {
            serverId: request.serverId,
            requestId,
            userId: glass.userId,
            reviews: glass.reviews.length,
            grantsCut: cut.filter(({ type }) => type === "grant.revoked").length,
            notify: [glass.userId, ...reviewersLeft(facts)],
            href: `/approvals/${requestId}`,
          },
        },
        ...cut,
      );
    }
    const events = someEvents(collected);
    const result = { lapsed: ids.length, isMore: ids.length === BATCH };
    return events === null ? unchanged(result) : { result, events };
  },
});
