import type { Tx } from "../../kernel/db.ts";
import type { GovernedServer } from "../facts.ts";
import { listGovernedRows } from "../governed-store.ts";

/** What rules look at, for up to some hundreds of servers at once; unknown and retired ones are left out. */
export function loadGovernedServers(tx: Tx, serverIds: readonly string[]): Promise<GovernedServer[]> {
  return listGovernedRows(tx, serverIds);
}
