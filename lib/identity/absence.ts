import type { Actor } from "../kernel/actor.ts";
import { hasRole } from "../kernel/actor.ts";
import { atWallTime, wallTime } from "../kernel/wall-time.ts";

/** Days that one period lasts at most. */
export const ABSENCE_DAYS_MAX = 180;
/** How far ahead one is set. */
export const ABSENCE_AHEAD_DAYS_MAX = 365;

const DAY_MS = 86_400_000;

export interface AbsencePeriod {
  startsAt: Date;
  endsAt: Date;
  /** Whose days they are. */
  timeZone: string;
}

/** From the beginning of the first day to the end of the last, in that time zone; or what is wrong, by field. */
export function absencePeriod(
  { startsOn, endsOn, timeZone }: { startsOn: string; endsOn: string; timeZone: string },
  now: Date,
): { ok: true; period: AbsencePeriod } | { ok: false; fields: Record<string, string> } {
  const startsAt = atWallTime(Date.parse(`${startsOn}T00:00:00Z`), timeZone);
  const endsAt = atWallTime(Date.parse(`${endsOn}T00:00:00Z`) + DAY_MS, timeZone);
  const no = (field: string, reason: string) => ({ ok: false as const, fields: { [field]: reason } });
  if (!(endsAt.getTime() > startsAt.getTime())) return no("endsOn", "It cannot end before it begins.");
  if (!(endsAt.getTime() > now.getTime())) return no("endsOn", "That day is over already.");
  if (endsAt.getTime() - startsAt.getTime() > ABSENCE_DAYS_MAX * DAY_MS) {
    return no("endsOn", `At most ${ABSENCE_DAYS_MAX} days at once.`);
  }
  if (startsAt.getTime() > now.getTime() + ABSENCE_AHEAD_DAYS_MAX * DAY_MS) {
    return no("startsOn", `At most ${ABSENCE_AHEAD_DAYS_MAX} days ahead.`);
  }
  return { ok: true, period: { startsAt, endsAt, timeZone } };
}

/** The first and the last day of a period, as it was set: `2026-12-24`. */
export function daysOf({ startsAt, endsAt, timeZone }: AbsencePeriod): { startsOn: string; endsOn: string } {
  const day = (at: Date) => new Date(wallTime(at, timeZone)).toISOString().slice(0, 10);
  return { startsOn: day(startsAt), endsOn: day(new Date(endsAt.getTime() - 1)) };
}

/**
 * Whether this one may end somebody's absence. Setting it is for oneself alone: an administrator who could name another's
 * delegate could decide by them on requests that wait. Taking that power away is harmless.
 */
export function mayEndAbsence(actor: Actor, userId: string): boolean {
  return actor.kind === "person" && (actor.userId === userId || hasRole(actor, "admin"));
}
