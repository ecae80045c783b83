import type { CommandContext } from "../../kernel/command.ts";
import { foldListedCounts, gatherStatistics, refreshListing } from "../bulk-store.ts";

/**
 * Brings the servers list up to date with servers whose insertion postponed it. Call it when they are whole.
 * `grownTo`: how many there are now, when they are so many more that what the planner knew of them is of no use.
 * `isRoundFull`: so many were listed that the differences in the list's counts are worth adding up.
 */
export async function listInsertedServers(
  { tx, actor }: CommandContext,
  serverIds: readonly string[],
  { grownTo, isRoundFull }: { grownTo: number | null; isRoundFull: boolean },
): Promise<void> {
  if (grownTo !== null) await gatherStatistics(tx, grownTo);
  await refreshListing(tx, serverIds);
  if (isRoundFull) await foldListedCounts(tx, actor.organizationId);
}
