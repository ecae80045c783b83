import type { Tx } from "#lib/kernel/db.ts";
import { findConsumerOwners } from "../store.ts";

/**
 * Ids of everybody who owns a consumer with access to this server, active or suspended. All of them, however many:
 * who may decide depends on it.
 */
export async function loadConsumerOwners(tx: Tx, serverId: string): Promise<string[]> {
  return findConsumerOwners(tx, serverId);
}
