/**
 * A schedule: a review that comes back. It promises one review for each of its dates, however many workers look and however
 * late they do; of several dates that passed unseen, one. It refuses to know what the review asks.
 */
import type { ReviewScheduleState } from "#lib/kernel/generated/enums.ts";
import type { Verdict } from "./model.ts";
import { datesAfter, datesBetween, type Recurrence } from "./recurrence.ts";

export type ScheduleAction = "change" | "pause" | "resume" | "open" | "delete";

/** `over`: its rule has no more dates. Where none is left, what leads to `active` leads there instead. */
export const SCHEDULE_TRANSITIONS = {
  active: { change: "active", pause: "paused", open: "active", delete: "over" },
  paused: { change: "paused", resume: "active", delete: "over" },
  over: { change: "active", delete: "over" },
} as const satisfies Record<ReviewScheduleState, Partial<Record<ScheduleAction, ReviewScheduleState>>>;

/** Where a schedule's state goes, or why it does not. */
export function decideSchedule(
  state: ReviewScheduleState,
  action: ScheduleAction,
): Verdict<ReviewScheduleState> {
  const next = (SCHEDULE_TRANSITIONS[state] as Partial<Record<ScheduleAction, ReviewScheduleState>>)[action];
  return next === undefined ? { ok: false, code: "refused", reason: NOT_NOW[state] } : { ok: true, next };
}

const NOT_NOW: Record<ReviewScheduleState, string> = {
  active: "This schedule is not paused.",
  paused: "This schedule is paused. Resume it first.",
  over: "This schedule has no more dates. Change when it comes back first.",
};

export interface DueReview {
  /** The date that a review opens for: the last of those that passed. */
  dueAt: Date;
  /** How many other dates passed before it without a review. */
  missed: number;
  /** The first date that is still to come; null when there is none. */
  nextAt: Date | null;
}

/** What is to be opened of a schedule whose next date is `nextAt`; null while that is still to come. */
export function dueReview(recurrence: Recurrence, nextAt: Date | null, now: Date): DueReview | null {
  if (nextAt === null || nextAt > now) return null;
  const passed = [nextAt, ...datesBetween(recurrence, nextAt, now)];
  return {
    dueAt: passed.at(-1) ?? nextAt,
    missed: passed.length - 1,
    nextAt: datesAfter(recurrence, now, 1)[0] ?? null,
  };
}

/** State and next date of a schedule that is to be active from now on: dates that have passed are not caught up. */
export function activeFrom(
  recurrence: Recurrence,
  now: Date,
): { state: ReviewScheduleState; nextAt: Date | null } {
  const [nextAt = null] = datesAfter(recurrence, now, 1);
  return { state: nextAt === null ? "over" : "active", nextAt };
}
