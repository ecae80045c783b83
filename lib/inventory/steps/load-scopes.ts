import type { Tx } from "../../kernel/db.ts";
import { listScopeRows, type ScopeRow } from "../scope-store.ts";

/** The scopes on a server's record, by name; at most 1,000. */
export async function loadScopes(tx: Tx, serverId: string): Promise<ScopeRow[]> {
  return listScopeRows(tx, serverId);
}
