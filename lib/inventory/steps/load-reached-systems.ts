import type { Tx } from "../../kernel/db.ts";
import { listReachedSystems, type ReachedSystem } from "../system-link-store.ts";

/** The systems that each of these servers reaches, with their data classes, by server id. */
export async function loadReachedSystems(
  tx: Tx,
  serverIds: readonly string[],
): Promise<Map<string, ReachedSystem[]>> {
  const rows = await listReachedSystems(tx, serverIds);
  return Map.groupBy(rows, ({ serverId }) => serverId);
}
