import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import { counts, currentStage, decide, isExpired, type RequestFacts } from "./model.ts";
import { missingApprovals } from "./seats.ts";

export type RepairVerdict = { ok: true } | { ok: false; code: "refused" | "forbidden"; reason: string };

type StuckFacts = Pick<
  RequestFacts,
  "requesterId" | "beneficiaryIds" | "needsDistinctPeople" | "votes" | "uncountedIds"
> & {
  stages: readonly Pick<RequestFacts["stages"][number], "position" | "quorum" | "seatIds">[];
};

/** Stages that cannot be filled any more by those who were asked and can still answer. */
export function isStuck(request: StuckFacts): boolean {
  const voices = (votes: RequestFacts["votes"]) =>
    votes.flatMap(({ deciderId, onBehalfOfId }) => [deciderId, onBehalfOfId ?? deciderId]);
  const voted = voices(request.votes);
  const excluded = [request.requesterId, ...request.beneficiaryIds];
  const openings = request.stages.map((stage) => {
    const approvals = request.votes.filter(
      (vote) =>
        vote.decision === "approve" &&
        vote.stagePosition === stage.position &&
        counts(vote, request.uncountedIds ?? []),
    );
    const taken = request.needsDistinctPeople ? voted : voices(approvals);
    return {
      position: stage.position,
      wanted: Math.max(0, stage.quorum - approvals.length),
      userIds: stage.seatIds.filter((id) => !excluded.includes(id) && !taken.includes(id)),
    };
  });
  return missingApprovals(openings, request.needsDistinctPeople).size > 0;
}

/** Whether this one may look for new people for it: only where it is stuck, and never where they could decide it. */
export function decideRepair(request: RequestFacts, actor: Actor, now: Date): RepairVerdict {
  const person = actingPerson(actor);
  if (person === null) return no("Only people repair a request.", "forbidden");
  if (request.state !== "pending" || currentStage(request) === null || isExpired(request, now)) {
    return no("Only a request that waits for a decision can be repaired.");
  }
  if (!isStuck(request)) return no("Enough of those whom it was asked of can still answer.");
  if (person.userId === request.requesterId) {
    return no("You asked for this, so another administrator finds the people who are missing.");
  }
  if (decide(request, "approve", actor, now).ok) {
    return no(
      "You can decide on this yourself, so another administrator has to find the people who are missing.",
    );
  }
  return { ok: true };
}

function no(reason: string, code: "refused" | "forbidden" = "refused"): RepairVerdict {
  return { ok: false, code, reason };
}
