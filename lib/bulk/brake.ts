import { countMatchingServers } from "../inventory/steps/count-matching-servers.ts";
import type { Tx } from "../kernel/db.ts";
import type { BulkSelection } from "./input.ts";
import { BRAKE_COUNT, BRAKE_SHARE, isBraked } from "./model.ts";
import { countActive } from "./store.ts";

/** How many servers a selection has. `isEstimate`: more than that. */
export async function countSelected(
  tx: Tx,
  selection: BulkSelection,
  now: Date,
): Promise<{ count: number; isEstimate: boolean }> {
  return selection.kind === "ids"
    ? { count: new Set(selection.ids).size, isEstimate: false }
    : countMatchingServers(tx, selection.filter, now);
}

/** Whether so many servers may be changed only by who types how many they are. Looks at no more than it must. */
export async function asksToType(tx: Tx, organizationId: string, count: number): Promise<boolean> {
  if (count <= BRAKE_COUNT) return false;
  const enough = Math.floor(count / BRAKE_SHARE) + 1;
  return isBraked(count, await countActive(tx, organizationId, enough));
}
