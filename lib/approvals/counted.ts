/**
 * An answer of somebody who is not asked any more, or who came to gain by it afterwards, does not; nor where that is true of
 * whom it was given in the place of. The database repeats it (`counted_approval`).
 */
export function counts(
  vote: { deciderId: string; onBehalfOfId?: string | null; isLapsed?: boolean },
  uncountedIds: readonly string[],
): boolean {
  if (vote.isLapsed === true) return false;
  return ![vote.deciderId, vote.onBehalfOfId ?? vote.deciderId].some((id) => uncountedIds.includes(id));
}

/** What made somebody one of those who are asked has to hold until the last answer; a delegate has to be active, too. */
export function isLapsed(
  vote: {
    deciderId: string;
    onBehalfOfId: string | null;
    stagePosition: number;
    decider: { isActive: boolean };
  },
  seats: readonly { position: number; userId: string; holds: boolean }[],
): boolean {
  const askedId = vote.onBehalfOfId ?? vote.deciderId;
  const isHeld = seats.some(
    ({ position, userId, holds }) => position === vote.stagePosition && userId === askedId && holds,
  );
  return !isHeld || !vote.decider.isActive;
}
