import { command, unchanged } from "#lib/kernel/command.ts";
import { type AuditableEvent, someEvents } from "#lib/kernel/events.ts";
import { firstTold } from "#lib/kernel/told.ts";
import { isLapsed } from "../counted.ts";
import { eligibleNow } from "../eligible.ts";
import { dueOf } from "../follow-up.ts";
import { noteFollowUp } from "../follow-up-store.ts";
import { requestInput } from "../input.ts";
import { isExpired } from "../model.ts";
import type { Route } from "../route.ts";
import { escalateStage } from "../steps/escalate-stage.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockRequest } from "../store.ts";

/**
 * Reminds those who have not answered the stage that waits, and asks others where the policy of the request says so by
 * now. The request is held meanwhile and looked at again: of two workers, one finds nothing due.
 */
export const followUpRequest = command({
  name: "follow-up-request",
  permission: "request:follow-up",
  input: requestInput,
  run: async (context, { requestId }) => {
    const { tx, actor, now } = context;
    const nothing = unchanged({ reminded: 0, asked: 0 });
    const request = await lockRequest(tx, actor.organizationId, requestId);
    if (request.state !== "pending" || isExpired(request, now)) return nothing;
    // Written by openRequest and never changed since: the database lets nobody.
    const { followUp } = request.policySnapshot as unknown as Route;
    if (followUp == null) return nothing;
    const gathered = await gatherFacts(tx, request, now);
    const { uncountedIds = [] } = gathered.facts;
    const votes = request.decisions.map((vote) => ({ ...vote, isLapsed: isLapsed(vote, gathered.seats) }));
    const due = dueOf({ ...request, followUp, votes, uncountedIds }, now);
    if (due === null) return nothing;
    // What has changed since, or is to be changed, waits for another request to take its place.
    if (gathered.facts.staleReason !== null || gathered.facts.changesAskedBy != null) return nothing;
    const stage = { organizationId: actor.organizationId, requestId, position: due.position };
    const collected: AuditableEvent[] = [];
    const waiting = due.isReminderDue ? eligibleNow(gathered, now) : [];
    if (due.isReminderDue) await noteFollowUp(tx, stage, { remindedAt: now });
    if (waiting.length > 0) {
      collected.push({
        type: "request.reminded",
        subject: { kind: "request", id: requestId, name: request.title },
        detail: {
          serverId: request.serverId,
          requestId,
          stage: due.position,
          people: firstTold(waiting).map(({ name }) => name),
          notify: firstTold(waiting).map(({ id }) => id),
          href: `/approvals/${requestId}`,
        },
      });
    }
    const escalated = due.isEscalationDue
      ? await escalateStage(context, { request, gathered, followUp, position: due.position })
      : null;
    if (escalated !== null) collected.push(escalated.event);
    const result = { reminded: waiting.length, asked: escalated?.added ?? 0 };
    const events = someEvents(collected);
    return events === null ? unchanged(result) : { result, events };
  },
});
