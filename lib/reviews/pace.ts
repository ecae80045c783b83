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

/**
 * Was the last of these (oldest first) given too fast? Alone, or together with any number of those just before it: from the
 * moment when the first of them was opened there was less time than their minimums add up to. So reading first and then
 * answering many at once is as good as reading and answering one by one; opening everything and answering at once is not.
 * `answers` leaves out those that were noted before: nobody pays for one twice.
 */
export function isHasty(
  answers: readonly PacedAnswer[],
  minimumSeconds: Readonly<Record<ReviewRisk, number>>,
): boolean {
  const last = answers.at(-1);
  if (last === undefined) return false;
  let begun = Number.POSITIVE_INFINITY;
  let neededMs = 0;
  for (let index = answers.length - 1; index >= Math.max(0, answers.length - PACE_WINDOW); index -= 1) {
    const one = answers[index];
    if (one === undefined) break;
    const from = one.openedAt ?? answers[index - 1]?.decidedAt ?? one.decidedAt;
    begun = Math.min(begun, from.getTime());
    neededMs += minimumSeconds[one.risk] * 1_000;
    if (last.decidedAt.getTime() - begun < neededMs) return true;
  }
  return false;
}

/** Is the answer with this id among so many in a hundred? By the id's own chance, which nobody chooses and anybody can look up. */
export function isDrawn(answerId: string, percent: number): boolean {
  return Number.parseInt(answerId.slice(-8), 16) % 100 < percent;
}
