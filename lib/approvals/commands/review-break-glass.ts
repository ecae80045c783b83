import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { afterReview, decideReview } from "../broken-glass.ts";
import { reviewBreakGlassInput } from "../glass-input.ts";
import { insertGlassReview, lockGlass, saveGlass } from "../glass-store.ts";
import { cutGlass } from "../steps/cut-glass.ts";
import { gatherGlass } from "../steps/gather-glass.ts";
import { loadReadable } from "../steps/load-readable.ts";

/**
 * Says whether a use of break glass was justified, with a reason. One “not justified” cuts at once what it granted; the
 * second review closes it, late or not, and frees the person who used it to do so again.
 */
export const reviewBreakGlass = command({
  name: "review-break-glass",
  permission: "break-glass:review",
  input: reviewBreakGlassInput,
  run: async (context, { requestId, verdict, reason }) => {
    const { tx, actor, now } = context;
    const request = await loadReadable(context, requestId);
    const glass = await lockGlass(tx, actor.organizationId, requestId);
    const { facts } = await gatherGlass(tx, glass);
    const subject = { kind: "request", id: request.id, name: request.title };
    const answer = decideReview(facts, actor, verdict);
    if (!answer.ok) throw new AppError(answer.code, answer.reason, { subject });
    const reviewer = actingPerson(actor);
    // The answer above is never ok for anybody else; the compiler cannot know.
    if (reviewer === null) throw new AppError("forbidden", "Only people review.", { subject });
    const state = afterReview(facts, verdict);
    await insertGlassReview(tx, glass, { reviewerId: reviewer.userId, verdict, reason, reviewedAt: now });
    const isCut = verdict === "not_justified";
    const cut = isCut ? await cutGlass(context, requestId, `Break glass, not justified: ${reason}`) : [];
    const isClosed = state === "justified" || state === "unjustified";
    if (state !== glass.state) {
      await saveGlass(tx, glass, {
        state,
        ...(isCut || state === "unjustified" ? { cutAt: glass.cutAt ?? now } : {}),
        ...(isClosed ? { closedAt: now } : {}),
      });
    }
    const detail = { serverId: request.serverId, requestId, userId: glass.userId, verdict, state };
    const told = { notify: [glass.userId], href: `/approvals/${requestId}` };
    const reviewed: AuditableEvent = {
      type: "break_glass.reviewed",
      subject,
      detail: { ...detail, reason, ...(isClosed ? {} : told) },
    };
    const closed: AuditableEvent[] = isClosed
      ? [{ type: "break_glass.closed", subject, detail: { ...detail, ...told } }]
      : [];
    return { result: { requestId, state }, events: [reviewed, ...closed, ...cut] };
  },
});
