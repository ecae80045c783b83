/** How a review is coming along. Pure: figures in, figures out. */

const DAY_MS = 86_400_000;

/** Days over which the pace is taken. */
const PACE_DAYS = 7;

export interface DayOfAnswers {
  /** A day, UTC: "2026-03-31". */
  day: string;
  answers: number;
}

/** Every day from the first to the last, with none left out: a day on which nobody answered is a fact too. */
export function withEmptyDays(days: readonly DayOfAnswers[], until: Date): DayOfAnswers[] {
  const [first] = days;
  if (first === undefined) return [];
  const answers = new Map(days.map((day) => [day.day, day.answers]));
  const from = Date.parse(first.day);
  const count = Math.max(1, Math.floor((until.getTime() - from) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(from + index * DAY_MS).toISOString().slice(0, 10);
    return { day, answers: answers.get(day) ?? 0 };
  });
}

/** Answers a day, over the last seven or since the review started when that is less; at least over one day. */
export function paceOf(days: readonly DayOfAnswers[], startedAt: Date, now: Date): number {
  const since = new Date(now.getTime() - PACE_DAYS * DAY_MS);
  const counted = days.filter(({ day }) => Date.parse(day) + DAY_MS > since.getTime());
  const answers = counted.reduce((sum, day) => sum + day.answers, 0);
  const age = (now.getTime() - Math.max(since.getTime(), startedAt.getTime())) / DAY_MS;
  return answers / Math.max(1, Math.min(PACE_DAYS, age));
}

/** When what is open would be answered at this pace; null when nothing is answered at all. */
export function doneAt(open: number, perDay: number, now: Date): Date | null {
  if (open === 0) return now;
  if (perDay <= 0) return null;
  const days = open / perDay;
  // Further off than anybody plans, and than a date can say.
  return days > 3_650 ? null : new Date(now.getTime() + days * DAY_MS);
}

/** How one reviewer is getting on: done, late, not begun, or at it. */
export function reviewerStanding(
  { open, answered }: { open: number; answered: number },
  isLate: boolean,
): "done" | "late" | "not_begun" | "at_it" {
  if (open === 0) return "done";
  if (isLate) return "late";
  return answered === 0 ? "not_begun" : "at_it";
}
