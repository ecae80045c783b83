import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import { missingApprovals } from "./missing-approvals.ts";
import { currentStage, decide, isExpired, type RequestFacts } from "./model.ts";
import { type AskedFacts, openingsOf, ownersAreAlone } from "./openings.ts";

export type RepairVerdict = { ok: true } | { ok: false; code: "refused" | "forbidden"; reason: string };

/** Stages that cannot be filled any more by those who were asked and can still answer, or by a server's owners alone. */
export function isStuck(request: AskedFacts): boolean {
  return (
    missingApprovals(openingsOf(request), request.needsDistinctPeople).size > 0 || ownersAreAlone(request)
  );
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
