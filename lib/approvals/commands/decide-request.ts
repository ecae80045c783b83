import { actingPerson } from "#lib/kernel/actor.ts";
import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command, type Outcome } from "#lib/kernel/command.ts";
import type { AuditableEvent, SomeEvents } from "#lib/kernel/events.ts";
import { decideRequestInput } from "../input.ts";
import { decide } from "../model.ts";
import { stageOpened } from "../next-stage.ts";
import { applyRequest } from "../steps/apply-request.ts";
import { endRequest } from "../steps/end-request.ts";
import { fewestUseful } from "../steps/fewest-useful.ts";
import { gatherFacts } from "../steps/gather-facts.ts";
import { lockReadable } from "../steps/load-readable.ts";
import { revokeRejected } from "../steps/revoke-rejected.ts";
import { insertDecision, type RequestRow, saveRequestState } from "../store.ts";
import { approvedDays, type VoteTerms, voteProblems } from "../vote-terms.ts";

interface Decided {
  requestId: string;
  /** What the request is now. */
  state: "pending" | "rejected" | "applied";
  grantIds: string[];
}

/**
 * One person's answer, with a reason where the stage wants one, and for less time where the approver says so. The vote that fills the last stage grants what was asked in the same
 * transaction; a rejection ends the request. The request is held meanwhile, so answers given at once count in turn.
 */
export const decideRequest = command({
  name: "decide-request",
  permission: "request:decide",
  input: decideRequestInput,
  run: async (context, input): Promise<Outcome<Decided>> => {
    const { requestId, decision, reason, version } = input;
    const { tx, actor, now } = context;
    const request = await lockReadable(context, requestId);
    const gathered = await gatherFacts(tx, request, now);
    const subject = { kind: "request", id: request.id, name: request.title };
    const verdict = decide(gathered.facts, decision, actor, now);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    if (version !== undefined && version !== request.version) throw conflict("request");
    const decider = actingPerson(actor);
    // The verdict above is never ok for anybody else; the compiler cannot know.
    if (decider === null) throw new AppError("forbidden", "Only people decide.", { subject });
    const fewest = await fewestUseful(tx, request, now);
    const durationDays = givenDays(request, input, { stagePosition: verdict.stagePosition, fewest });
    const vote = { decision, reason, durationDays, stagePosition: verdict.stagePosition };
    await insertDecision(tx, actor.organizationId, request, {
      ...vote,
      deciderId: decider.userId,
      onBehalfOfId: verdict.onBehalfOf?.absentId ?? null,
      decidedAt: now,
    });
    // Both names stay on record.
    const onBehalfOf = verdict.onBehalfOf === null ? {} : { onBehalfOf: verdict.onBehalfOf.absentName };
    if (decision === "reject") {
      const ended = await endRequest(context, { request, action: "reject", reason, detail: onBehalfOf });
      const revoked = await revokeRejected(context, request, reason);
      return {
        result: { requestId, state: "rejected", grantIds: [] },
        events: [...ended, ...revoked],
      };
    }
    const approvedBy: AuditableEvent = {
      type: "request.approved_by",
      subject,
      detail: {
        serverId: request.serverId,
        requestId,
        reason,
        stage: verdict.stagePosition,
        ...onBehalfOf,
        ...(durationDays === null ? {} : { shortenedToDays: durationDays }),
      },
    };
    if (verdict.next === "pending") {
      await saveRequestState(tx, actor.organizationId, request, PENDING);
      const approval = { ...vote, deciderId: decider.userId };
      const opened = stageOpened(request, gathered, { approval, now });
      const events: SomeEvents = opened === null ? [approvedBy] : [approvedBy, opened];
      return { result: { requestId, state: "pending", grantIds: [] }, events };
    }
    // With this vote, and the time it gives. The request is held, so nothing else of it has changed.
    const answered = { ...request, decisions: [...request.decisions, { durationDays }] };
    const { grantIds, events } = await applyRequest(context, answered, gathered);
    return { result: { requestId, state: "applied", grantIds }, events: [approvedBy, ...events] };
  },
});

/** The days this vote gives, null where it leaves them. @throws AppError `invalid` when the vote cannot be given so */
function givenDays(
  request: RequestRow,
  terms: VoteTerms,
  { stagePosition, fewest }: { stagePosition: number; fewest: number },
): number | null {
  const days = approvedDays(request);
  const stage = request.stages.find(({ position }) => position === stagePosition);
  const fields = voteProblems(terms, { needsReason: stage?.needsReason ?? true, days, fewest });
  if (Object.keys(fields).length > 0) throw new AppError("invalid", "One field needs attention.", { fields });
  return terms.durationDays === undefined || terms.durationDays === days ? null : terms.durationDays;
}

const PENDING = { state: "pending", stateReason: null, decidedAt: null } as const;
