import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { BrakeAnswer } from "#lib/kernel/generated/enums.ts";

/** What closing a review would do now. */
export interface CloseEffect {
  /** Things that would be cut off, of those that still stand. */
  removals: number;
  /** Things of its population that still stand. */
  inForce: number;
  /** The share, in per cent, that one person may end. */
  percent: number;
  /** Whether it is more than that, so that a second person has to confirm it (product rule 10). */
  needsSecond: boolean;
}

/** So few are never a mass effect, whatever their share. */
export const BRAKE_COUNT = 5;

/** More than its share of what stands, and more than five. The database says the same: `refuse_unfit_close`. */
export function closeEffect(
  { removals, inForce }: { removals: number; inForce: number },
  percent: number,
): CloseEffect {
  const needsSecond = removals > BRAKE_COUNT && removals * 100 > inForce * percent;
  return { removals, inForce, percent, needsSecond };
}

/** Null when no more would end than the person has seen, else why not. Fewer is fine: what ended meanwhile has ended. */
export function moreThanSeen(effect: CloseEffect, seen: number | undefined): string | null {
  if (seen === undefined || effect.removals <= seen) return null;
  const things = effect.removals === 1 ? "1 thing" : `${effect.removals.toLocaleString("en")} things`;
  return `Closing would now end ${things}, not ${seen.toLocaleString("en")}. Look again, then confirm.`;
}

export type BrakeAction = "confirm" | "decline" | "withdraw";

export const BRAKE_ANSWERS = {
  confirm: "confirmed",
  decline: "declined",
  withdraw: "withdrawn",
} as const satisfies Record<BrakeAction, BrakeAnswer>;

/** A close that waits for a second person. */
export interface OpenBrake {
  /** Null where the review asked by itself. */
  askedById: string | null;
}

/** May this person answer so? Whoever asked to close takes that back, and never confirms it. Null when they may. */
export function brakeProblem(brake: OpenBrake | null, action: BrakeAction, actor: Actor): string | null {
  const person = actingPerson(actor);
  if (person === null) return "Only a person answers this.";
  if (brake === null) return "Nobody has asked to close this review, so there is nothing to confirm.";
  const isAsker = brake.askedById === person.userId;
  if (action === "withdraw") {
    return isAsker ? null : "Only whoever asked to close it takes that back. Decline it instead.";
  }
  return isAsker ? "You asked to close it, so somebody else has to look at what it would end." : null;
}
