import type { Tx } from "../../kernel/db.ts";
import type { ServerRoleFacts } from "../model.ts";
import { loadServerRoleRow } from "../store.ts";

/** A server role by id or slug. @throws AppError `not_found` */
export function loadServerRole(tx: Tx, by: { id: string } | { slug: string }): Promise<ServerRoleFacts> {
  return loadServerRoleRow(tx, by);
}
