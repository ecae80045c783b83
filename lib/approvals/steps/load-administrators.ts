import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import type { Tx } from "#lib/kernel/db.ts";

/** More administrators than this see it in the list of requests; so many are told. */
const TOLD_MAX = 100;

/** Active administrators, to be told of something. */
export async function loadAdministrators(tx: Tx): Promise<string[]> {
  const { roles } = await loadDirectory(tx, { groupIds: [], roles: ["admin"], userIds: [] });
  return (roles.get("admin") ?? []).slice(0, TOLD_MAX);
}
