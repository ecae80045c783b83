import type { Tx } from "../../kernel/db.ts";
import { listAdministrators } from "../orphan-store.ts";

/** Ids of the people who are told of what only an administrator can settle. */
export async function loadAdministrators(tx: Tx): Promise<string[]> {
  return listAdministrators(tx);
}
