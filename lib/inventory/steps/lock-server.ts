import type { Tx } from "../../kernel/db.ts";
import type { ServerFacts } from "../facts.ts";
import { lockServerRow } from "../store.ts";

/** A server by id, which nobody else changes until commit. @throws AppError `not_found` */
export function lockServer(tx: Tx, id: string): Promise<ServerFacts> {
  return lockServerRow(tx, id);
}
