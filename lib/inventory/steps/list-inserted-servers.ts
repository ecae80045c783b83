import type { CommandContext } from "../../kernel/command.ts";
import { foldListedCounts, gatherStatistics, refreshListing } from "../bulk-store.ts";

/**
 * Brings the servers list up to date with servers whose insertion postponed it. Call it when they are whole.
 * `isDoubled`: the inventory is now so much larger that what the planner knew of it is of no use. `isRoundFull`: so many
 * were listed that the differences in the list's counts are worth adding up.
 */
export async function listInsertedServers(
  { tx, actor }: CommandContext,
  serverIds: readonly string[],
  { isDoubled, isRoundFull }: { isDoubled: boolean; isRoundFull: boolean },
): Promise<void> {
  if (isDoubled) await gatherStatistics(tx);
  await refreshListing(tx, serverIds);
  if (isRoundFull) await foldListedCounts(tx, actor.organizationId);
}
