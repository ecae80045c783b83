/** An answer of somebody who came to gain by it afterwards, or of whom that is true in whose place it was given, does not. */
export function counts(
  vote: { deciderId: string; onBehalfOfId?: string | null },
  uncountedIds: readonly string[],
): boolean {
  return ![vote.deciderId, vote.onBehalfOfId ?? vote.deciderId].some((id) => uncountedIds.includes(id));
}
