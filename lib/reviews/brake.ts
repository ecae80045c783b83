import { addDays } from "date-fns/addDays";
import { type Actor, actingPerson } from "#lib/kernel/actor.ts";
import type { BrakeAnswer } from "#lib/kernel/generated/enums.ts";
import { BRAKE_PERCENT_MAX } from "./campaign-definition.ts";

/** What closing a review would do now. */
export interface CloseEffect {
  /** Things that would be cut off, of those that still stand. */
  removals: number;
  /** Those of them that are not cut off at once, but were answered to end sooner and do so within a week. */
  shortened: number;
  /** Things of its population that still stand. */
  inForce: number;
  /** Servers that would be suspended, and with each everything it does; of those of its population that still stand. */
  serversOff: number;
  servers: number;
  /** Answers drawn for a second look that nobody has given. */
  secondLooks: number;
  /** The share, in per cent, that one person may end. */
  percent: number;
  /** Whether a second person has to confirm it: it is a mass effect (product rule 10), or skips second looks. */
  needsSecond: boolean;
}

/** So few are never a mass effect, whatever their share. A server is what one owner answers, with all that it does. */
export const BRAKE_COUNT = 5;
export const BRAKE_SERVERS = 1;

/**
 * The worse of two shares counts: of what stands, where that is more than five things, and of the servers, where that is
 * more than one. The database says the same: `refuse_unfit_close`.
 */
export function closeEffect(
  counts: Omit<CloseEffect, "percent" | "needsSecond">,
  share: number,
): CloseEffect {
  const { removals, inForce, serversOff, servers, secondLooks } = counts;
  const percent = Math.min(share, BRAKE_PERCENT_MAX);
  const isMass =
    (removals > BRAKE_COUNT && removals * 100 > inForce * percent) ||
    (serversOff > BRAKE_SERVERS && serversOff * 100 > servers * percent);
  return { ...counts, percent, needsSecond: isMass || secondLooks > 0 };
}

/** Null when no more would end than the person has seen, else why not. Fewer is fine: what ended meanwhile has ended. */
export function moreThanSeen(effect: CloseEffect, seen: number | undefined): string | null {
  return seen === undefined || effect.removals <= seen
    ? null
    : `${nowNot(effect, seen)}. Look again, then confirm.`;
}

/** What was asked about; servers and second looks are null where it was asked before they were counted. */
export interface AskedAbout {
  removals: number;
  serversOff: number | null;
  secondLooks: number | null;
}

/** Null when no more would end than was asked about, else why not: what ends within a week becomes more with every day. */
export function moreThanAsked(effect: CloseEffect, asked: AskedAbout): string | null {
  const anew = "Decline it, then ask to close it anew.";
  if (effect.removals > asked.removals) return `${nowNot(effect, asked.removals)} as was asked. ${anew}`;
  if (effect.serversOff > (asked.serversOff ?? 0)) {
    return `Closing would now suspend more servers than was asked. ${anew}`;
  }
  return effect.secondLooks > (asked.secondLooks ?? 0)
    ? `Closing would now skip more second looks than was asked. ${anew}`
    : null;
}

/**
 * May a review ask by itself again, once somebody declined or took it back? Only where the list is another, and a day later
 * at the soonest: the same question is not asked twice.
 */
export function mayAskAgain(
  effect: CloseEffect,
  asked: AskedAbout & { inForce: number; askedAt: Date; answeredAt: Date | null },
  lastAnswerAt: Date | null,
  now: Date,
): boolean {
  if (asked.answeredAt === null || addDays(asked.answeredAt, 1) > now) return false;
  return (
    effect.removals !== asked.removals ||
    effect.inForce !== asked.inForce ||
    effect.serversOff !== (asked.serversOff ?? 0) ||
    effect.secondLooks !== (asked.secondLooks ?? 0) ||
    (lastAnswerAt !== null && lastAnswerAt > asked.askedAt)
  );
}

function nowNot({ removals }: CloseEffect, before: number): string {
  const things = removals === 1 ? "1 thing" : `${removals.toLocaleString("en")} things`;
  return `Closing would now end ${things}, not ${before.toLocaleString("en")}`;
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
  /** Who defined the review, or wrote the schedule that opened it; null when that schedule is gone. */
  authorIds: readonly string[] | null;
}

/**
 * May this person answer so? Whoever asked to close takes that back, and never confirms it; nor does whoever wrote a review
 * that asked by itself. Null when they may. The database says the same: `refuse_unfit_brake`.
 */
export function brakeProblem(brake: OpenBrake | null, action: BrakeAction, actor: Actor): string | null {
  const person = actingPerson(actor);
  if (person === null) return "Only a person answers this.";
  if (brake === null) return "Nobody has asked to close this review, so there is nothing to confirm.";
  const isAsker = brake.askedById === person.userId;
  if (action === "withdraw") {
    return isAsker ? null : "Only whoever asked to close it takes that back. Decline it instead.";
  }
  if (isAsker) return "You asked to close it, so somebody else has to look at what it would end.";
  return action === "confirm" && brake.askedById === null ? authorProblem(brake, person.userId) : null;
}

function authorProblem({ authorIds }: OpenBrake, userId: string): string | null {
  if (authorIds === null) {
    return "The schedule that opened it is gone, and with it who wrote it. Decline this, then ask to close it yourself.";
  }
  return authorIds.includes(userId)
    ? "You wrote this review or its schedule, and it asked by itself: somebody else has to look at what it would end."
    : null;
}
