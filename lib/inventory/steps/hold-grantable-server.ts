import { refused } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import { subjectOf } from "../load-editable.ts";
import { holdServerRow } from "../store.ts";

/**
 * Holds a server as it is until commit, for whoever grants something on it: whoever cuts it off waits, and ends the
 * grant too. @throws AppError `refused` when it is not in use (any more)
 */
export async function holdGrantableServer(tx: Tx, serverId: string): Promise<void> {
  const server = await holdServerRow(tx, serverId);
  if (server.state === "registered" || server.state === "active") return;
  throw refused(`${server.name} is ${server.state}, so nothing can be granted on it now.`, subjectOf(server));
}
