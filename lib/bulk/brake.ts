import { countMatchingServers } from "../inventory/steps/count-matching-servers.ts";
import type { Tx } from "../kernel/db.ts";
import type { BulkSelection } from "./input.ts";
import { BRAKE_COUNT, BRAKE_SHARE, isBraked, SERVERS_MAX } from "./model.ts";
import { countActive } from "./store.ts";

export interface Selected {
  count: number;
  /** There are more than `count`, and more than may be changed at once. */
  isEstimate: boolean;
}

/** How many servers a selection has: exactly, since a person may have to type it. */
export async function countSelected(tx: Tx, selection: BulkSelection, now: Date): Promise<Selected> {
  return selection.kind === "ids"
    ? { count: new Set(selection.ids).size, isEstimate: false }
    : countMatchingServers(tx, selection.filter, SERVERS_MAX, now);
}

/** Whether so many servers may be changed only by who types how many they are. Looks at no more than it must. */
export async function asksToType(
  tx: Tx,
  organizationId: string,
  { count, isEstimate }: Selected,
): Promise<boolean> {
  if (isEstimate) return true;
  if (count <= BRAKE_COUNT) return false;
  const enough = Math.floor(count / BRAKE_SHARE) + 1;
  return isBraked(count, await countActive(tx, organizationId, enough));
}
