import type { Tx } from "../../kernel/db.ts";
import { saveLastSeen } from "../store.ts";

/** Notes that these servers were seen somewhere. Not a change of their record: whoever edits one is not disturbed. */
export async function markServersSeen(tx: Tx, serverIds: readonly string[], at: Date): Promise<void> {
  if (serverIds.length > 0) await saveLastSeen(tx, serverIds, at);
}
