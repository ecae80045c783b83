import type { Tx } from "#lib/kernel/db.ts";
import type { Impact } from "#lib/kernel/generated/enums.ts";
import { findGrantedImpacts } from "../store.ts";

/** Every impact among the server's granted tools, active or suspended: what a consumer that is let in could do. */
export async function loadGrantedImpacts(tx: Tx, serverId: string): Promise<Impact[]> {
  return findGrantedImpacts(tx, serverId);
}
