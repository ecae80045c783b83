import type { Tx } from "#lib/kernel/db.ts";
import { effectiveDataClasses } from "../effective-data-classes.ts";
import { listReachedSystems } from "../system-link-store.ts";

/** The data that a server can reach: what it holds itself, and what the systems hold that it is linked to. */
export async function loadDataInReach(
  tx: Tx,
  server: { id: string; dataClasses: readonly string[] },
): Promise<string[]> {
  return effectiveDataClasses(server.dataClasses, await listReachedSystems(tx, [server.id]));
}
