/** A stage that waits for so many different people. */
export interface Opening {
  position: number;
  /** Approvals it still wants. */
  wanted: number;
  userIds: readonly string[];
}

/**
 * Approvals that cannot be got, by stage: people too few, or, where each stage wants different people, the same few for
 * several stages. Empty when all can be filled.
 */
export function missingApprovals(
  openings: readonly Opening[],
  needsDistinctPeople: boolean,
): Map<number, number> {
  const missing = new Map<number, number>();
  const seated = new Map<string, { position: number; userIds: readonly string[] }>();
  for (const { position, wanted, userIds } of openings) {
    const people = [...new Set(userIds)];
    if (!needsDistinctPeople) seated.clear();
    for (let approval = 0; approval < wanted; approval += 1) {
      if (seat({ position, userIds: people }, seated, new Set())) continue;
      missing.set(position, (missing.get(position) ?? 0) + 1);
    }
  }
  return missing;
}

/** Finds somebody for one approval, moving others to another of theirs where that helps (Kuhn's algorithm). */
function seat(
  wanting: { position: number; userIds: readonly string[] },
  seated: Map<string, { position: number; userIds: readonly string[] }>,
  tried: Set<string>,
): boolean {
  for (const userId of wanting.userIds) {
    if (tried.has(userId)) continue;
    tried.add(userId);
    const holder = seated.get(userId);
    if (holder === undefined || seat(holder, seated, tried)) {
      seated.set(userId, wanting);
      return true;
    }
  }
  return false;
}
