import type { Tx } from "../../kernel/db.ts";
import { listReuse } from "../credential-reuse-store.ts";

/** Which other servers sign in with the very same value, by the id of a credential of these servers. */
export function loadReuse(
  tx: Tx,
  serverIds: readonly string[],
): Promise<ReadonlyMap<string, { slug: string; name: string }[]>> {
  return listReuse(tx, serverIds);
}
