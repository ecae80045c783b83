import type { Tx } from "../../kernel/db.ts";
import type { ServerFacts } from "../facts.ts";
import { loadServerRow } from "../store.ts";

/** A server by id or slug. @throws AppError `not_found` */
export function loadServer(tx: Tx, by: { id: string } | { slug: string }): Promise<ServerFacts> {
  return loadServerRow(tx, by);
}
