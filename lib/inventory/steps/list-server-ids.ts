import type { Tx } from "../../kernel/db.ts";
import { listServerIdRows } from "../governed-store.ts";

/** Ids of servers in their own order, for sweeps that go through all (or one person's, or one role's) in bounded batches. */
export function listServerIds(
  tx: Tx,
  page: { after: string | null; personId?: string; serverRoleId?: string; limit: number },
): Promise<string[]> {
  return listServerIdRows(tx, page);
}
