import { type Actor, actingPerson, hasRole } from "../kernel/actor.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";

export interface Claimable {
  state: CandidateState;
  claimedBy: { id: string; name: string } | null;
}

export type ClaimVerdict = { ok: true } | { ok: false; reason: string };

/** Whether this actor may say that a candidate is theirs. It registers nothing: an administrator does. */
export function decideClaim({ state, claimedBy }: Claimable, actor: Actor): ClaimVerdict {
  const person = actingPerson(actor);
  if (person === null) return no("Only people claim what was found.");
  if (state !== "discovered") return no(`This candidate is ${state}. Only one that waits is claimed.`);
  if (claimedBy === null) return { ok: true };
  return no(
    claimedBy.id === person.userId
      ? "You have claimed it already; an administrator registers it."
      : `${claimedBy.name} has claimed it already; an administrator decides.`,
  );
}

/** Whether this actor may end a claim: their own, or as an administrator anybody's. */
export function decideEndClaim({ claimedBy }: Claimable, actor: Actor): ClaimVerdict {
  if (claimedBy === null) return no("Nobody has claimed it.");
  const isOwn = claimedBy.id === actingPerson(actor)?.userId;
  return isOwn || hasRole(actor, "admin")
    ? { ok: true }
    : no(`Only ${claimedBy.name} or an administrator ends this claim.`);
}

function no(reason: string): ClaimVerdict {
  return { ok: false, reason };
}
