/** An answer of somebody who is not asked any more does not count; an answer of somebody who came to gain by it afterwards, or of whom that is true in whose place it was given, does not. */
export function counts(
  vote: { deciderId: string; onBehalfOfId?: string | null; isLapsed?: boolean },
  uncountedIds: readonly string[],
): boolean {
  if (vote.isLapsed === true) return false;
  return ![vote.deciderId, vote.onBehalfOfId ?? vote.deciderId].some((id) => uncountedIds.includes(id));
}
