import type { Tx } from "../../kernel/db.ts";
import type { Impact } from "../../kernel/generated/enums.ts";
import { listReachableImpacts } from "../tool-store.ts";

/** Each impact among the server's tools that are enabled or may soon be: pending, or suspended until approved again. */
export function loadReachableImpacts(tx: Tx, serverId: string): Promise<Impact[]> {
  return listReachableImpacts(tx, serverId);
}
