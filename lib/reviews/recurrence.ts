import { z } from "zod";
import { isTimeZone } from "#lib/kernel/time-zone.ts";
import { atWallTime, wallTime } from "#lib/kernel/wall-time.ts";
import { RRule } from "./rrule.ts";

/** Nobody is asked to review the same thing more often. */
const DAYS_APART_MIN = 7;

const DAY_MS = 86_400_000;
/** Dates are looked for this far: a rule that finds none by then has none. */
const HORIZON_MS = 30 * 366 * DAY_MS;
const RULE_LENGTH_MAX = 200;
/** Of so many dates it is checked how far apart they are. */
const DATES_CHECKED = 60;

/**
 * Which days, and at what time, in one time zone: the days of an RFC 5545 recurrence rule that begin with `startsOn`
 * (2027-01-01), each at `atTime` (09:00) as a clock on the wall shows it there, whatever it does in spring and autumn.
 */
export const recurrenceInput = z
  .strictObject({
    rule: z
      .string()
      .trim()
      .toUpperCase()
      .transform((text) => text.replace(/^RRULE:/, ""))
      .pipe(z.string().min(1, "Say when it comes back.").max(RULE_LENGTH_MAX)),
    startsOn: z.iso
      .date("Write the day as 2027-01-31.")
      .refine((day) => day >= "2000-01-01", "Not so long ago."),
    atTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time as 09:00."),
    timeZone: z.string().refine(isTimeZone, "Choose a time zone."),
  })
  .superRefine((recurrence, context) => {
    const problem = problemOf(recurrence);
    if (problem !== null) context.addIssue({ code: "custom", path: ["rule"], message: problem });
  });
export type Recurrence = z.output<typeof recurrenceInput>;

/** What is wrong with a rule, in words; null when nothing is. */
function problemOf(recurrence: Recurrence): string | null {
  const options = parse(recurrence.rule);
  if (options === null) {
    return "This is no recurrence rule of RFC 5545, such as FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1.";
  }
  const { freq, interval = 1, byhour, byminute, bysecond, dtstart, tzid } = options;
  if (freq === undefined || freq > RRule.DAILY) return "A review comes back by days, weeks, months or years.";
  if (byhour != null || byminute != null || bysecond != null || dtstart != null || tzid != null) {
    return "The rule says on which days; the first day, the time and the time zone have fields of their own.";
  }
  if (!Number.isInteger(interval) || interval < 1) return "The interval is a whole number, 1 or more.";
  const days = wallDates(recurrence, Date.parse(recurrence.startsOn), DATES_CHECKED);
  if (days.length === 0) return "There is no such day.";
  const isTooClose = days.some((day, index) => day - (days[index - 1] ?? 0) < DAYS_APART_MIN * DAY_MS);
  return isTooClose ? "A review comes back once a week at most." : null;
}

/** The first dates after a moment, soonest first; fewer than asked for when the rule ends before. */
export function datesAfter(recurrence: Recurrence, after: Date, count: number): Date[] {
  const { timeZone } = recurrence;
  // From a day before: a clock that was put back shows the same time twice.
  const from = wallTime(after, timeZone) - DAY_MS;
  return wallDates(recurrence, from, count + 2)
    .map((wall) => atWallTime(wall, timeZone))
    .filter((at) => at > after)
    .slice(0, count);
}

/** The dates after one moment up to another, soonest first: those that passed while nobody was there to see. */
export function datesBetween(recurrence: Recurrence, after: Date, until: Date): Date[] {
  const found: Date[] = [];
  for (let last = after; ; ) {
    const [next] = datesAfter(recurrence, last, 1);
    if (next === undefined || next > until) return found;
    found.push(next);
    last = next;
  }
}

/** What a clock on the wall shows on those dates, as if it were UTC: rules know of no time zones. */
function wallDates({ rule, startsOn, atTime }: Recurrence, from: number, count: number): number[] {
  const options = parse(rule);
  if (options === null) return [];
  const dtstart = new Date(`${startsOn}T${atTime}:00.000Z`);
  const begin = new Date(Math.max(from, dtstart.getTime()));
  const end = new Date(begin.getTime() + HORIZON_MS);
  const found: number[] = [];
  const dates = new RRule({ ...options, dtstart }, true);
  stopAt(end, dates.options);
  dates.between(begin, end, true, (date) => found.push(date.getTime()) < count);
  return found;
}

/** Days of one step of a rule, at least; in the library's order, from years to days. */
const STEP_DAYS = [365, 28, 7, 1];
/** How often the library looks at the interval with each step. */
const LOOKS = 2;

/**
 * The library looks for the next date until the year 9999, which takes it minutes where there is none. It looks at the
 * interval with every step and gives up where that is 0: so it is behind the last step that could matter.
 */
function stopAt(end: Date, options: { freq: number; interval: number; dtstart: Date }): void {
  const { freq, interval, dtstart } = options;
  const stepMs = (STEP_DAYS[freq] ?? 1) * interval * DAY_MS;
  let left = (Math.ceil((end.getTime() - dtstart.getTime()) / stepMs) + 2) * LOOKS;
  Object.defineProperty(options, "interval", {
    get: () => {
      left -= 1;
      return left >= 0 ? interval : 0;
    },
  });
}

function parse(rule: string) {
  // Names without a value and unknown ones are not for the library to guess at.
  if (!/^[A-Z]+=[^;=]+(;[A-Z]+=[^;=]+)*$/.test(rule)) return null;
  try {
    return RRule.parseString(rule);
  } catch {
    return null; // what cannot be read is no rule; the field says so
  }
}
