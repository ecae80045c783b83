import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command, type Outcome } from "#lib/kernel/command.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";
import { decideRequestInput } from "../input.ts";
import { decide } from "../model.ts";
import { applyRequest } from "../steps/apply-request.ts";
import { endRequest } from "../steps/end-request.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { revokeRejected } from "../steps/revoke-rejected.ts";
import { insertDecision, lockRequest, saveRequestState } from "../store.ts";

interface Decided {
  requestId: string;
  /** What the request is now. */
  state: "pending" | "rejected" | "applied";
  grantIds: string[];
}

/**
 * One person's answer, with a reason. The vote that fills the last stage grants what was asked in the same
 * transaction; a rejection ends the request. The request is held meanwhile, so answers given at once count in turn.
 */
export const decideRequest = command({
  name: "decide-request",
  permission: "request:decide",
  input: decideRequestInput,
  run: async (context, { requestId, decision, reason, version }): Promise<Outcome<Decided>> => {
    const { tx, actor, now } = context;
    const request = await lockRequest(tx, actor.organizationId, requestId);
    const gathered = await gatherFacts(tx, request);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(gathered.facts, decision, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (version !== undefined && version !== request.version) throw conflict("request");
    const decider = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (decider === null) throw new AppError("forbidden", "Only people decide.", { subject });
    const vote = { decision, reason, stagePosition: verdict.stagePosition };
    await insertDecision(tx, actor.organizationId, request, {
      ...vote,
      deciderId: decider.userId,
      decidedAt: now,
    });
    if (decision === "reject") {
      const ended = await endRequest(context, { request, next: "rejected", reason });
      const revoked = await revokeRejected(context, request, reason);
      return {
        result: { requestId, state: "rejected", grantIds: [] },
        events: [...ended, ...revoked],
      };
    }
    const approvedBy: AuditableEvent = {
      type: "request.approved_by",
      subject,
      detail: { serverId: request.serverId, requestId, reason, stage: verdict.stagePosition },
    };
    if (verdict.next === "pending") {
      await saveRequestState(tx, actor.organizationId, request, PENDING);
      return { result: { requestId, state: "pending", grantIds: [] }, events: [approvedBy] };
    }
    const { grantIds, events } = await applyRequest(context, request, gathered);
    return { result: { requestId, state: "applied", grantIds }, events: [approvedBy, ...events] };
  },
});

const PENDING = { state: "pending", stateReason: null, decidedAt: null } as const;
