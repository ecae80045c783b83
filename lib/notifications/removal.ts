/** Rows of a kind that are removed in one transaction. */
export const REMOVED_AT_ONCE = 10_000;
/** Transactions of one sweep: the next one goes on. */
const ROUNDS_MAX = 50;

/** Removes until nothing is left to remove, within bounds. */
export async function removeAll(remove: () => Promise<{ isMore: boolean }>): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (!(await remove()).isMore) return;
  }
}
