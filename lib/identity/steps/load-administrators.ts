import type { Tx } from "../../kernel/db.ts";
import { listAdministrators } from "../administrator-store.ts";

/** Ids of the active administrators: the people who are told of what only an administrator can settle. */
export async function loadAdministrators(tx: Tx): Promise<string[]> {
  return listAdministrators(tx);
}
