import type { Tx } from "../../kernel/db.ts";
import type { ServerRoleFacts } from "../model.ts";
import { listServerRoleRows } from "../store.ts";

/** The organization's server roles by their slug. */
export async function loadServerRoles(tx: Tx): Promise<Map<string, ServerRoleFacts>> {
  return new Map((await listServerRoleRows(tx)).map((role) => [role.slug, role]));
}
