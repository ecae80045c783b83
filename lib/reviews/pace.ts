/**
 * Which answers came too fast to have been looked at, by the policy of the moment. It says nothing about a person: it is
 * noted on the record of the answer, and may send the item to a second reviewer.
 */
import type { ReviewRisk } from "./campaign-definition.ts";

export interface PacedAnswer {
  risk: ReviewRisk;
  /** When it was first opened; null where it was answered from outside. */
  openedAt: Date | null;
  decidedAt: Date;
}

/** So many of one's last answers are looked at together: fewer would let somebody open hundreds, wait for a few, and answer all. */
export const PACE_WINDOW = 300;

/** A pause counts as reading for so long at most, or as long as one answer takes: a walk round the house reads nothing. */
const READING_MAX_MS = 120_000;

/**
 * Was the last of these (oldest first) given too fast? Alone, or together with any number of those just before it: from the
 * moment when the first of them was opened there was less time than their minimums add up to, where a pause between two
 * openings or answers counts for two minutes at most. So reading first and then answering many at once is as good as reading
 * and answering one by one; opening everything, going away and answering at once is not. `answers` leaves out those that were
 * noted before: nobody pays for one twice.
 */
export function isHasty(
  answers: readonly PacedAnswer[],
  minimumSeconds: Readonly<Record<ReviewRisk, number>>,
): boolean {
  const last = answers.at(-1);
  if (last === undefined) return false;
  const readMs = readingTime(answers, minimumSeconds);
  let begun = Number.POSITIVE_INFINITY;
  let neededMs = 0;
  for (let index = answers.length - 1; index >= Math.max(0, answers.length - PACE_WINDOW); index -= 1) {
    const one = answers[index];
    if (one === undefined) break;
    const from = one.openedAt ?? answers[index - 1]?.decidedAt ?? one.decidedAt;
    begun = Math.min(begun, from.getTime());
    neededMs += minimumSeconds[one.risk] * 1_000;
    if (readMs(last.decidedAt.getTime()) - readMs(begun) < neededMs) return true;
  }
  return false;
}

/** How long was read up to each of the moments in which something was opened or answered. */
function readingTime(
  answers: readonly PacedAnswer[],
  minimumSeconds: Readonly<Record<ReviewRisk, number>>,
): (moment: number) => number {
  const pauseMaxMs = Math.max(
    READING_MAX_MS,
    ...Object.values(minimumSeconds).map((seconds) => seconds * 1_000),
  );
  const moments = answers.flatMap(({ openedAt, decidedAt }) => [
    ...(openedAt === null ? [] : [openedAt.getTime()]),
    decidedAt.getTime(),
  ]);
  const readMs = new Map<number, number>();
  let before: number | undefined;
  let sumMs = 0;
  for (const moment of moments.sort((one, other) => one - other)) {
    sumMs += Math.min(moment - (before ?? moment), pauseMaxMs);
    readMs.set(moment, sumMs);
    before = moment;
  }
  return (moment) => readMs.get(moment) ?? 0;
}

/** Is the answer with this id among so many in a hundred? By the id's own chance, which nobody chooses and anybody can look up. */
export function isDrawn(answerId: string, percent: number): boolean {
  return Number.parseInt(answerId.slice(-8), 16) % 100 < percent;
}
