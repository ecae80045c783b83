import type { Tx } from "../kernel/db.ts";
import type { ListCursor } from "./list-cursor.ts";
import { planList } from "./list-plan.ts";
import { readQuestion } from "./read-question.ts";
import { orderOf, type ServerFilter, type ServerSort } from "./server-list-input.ts";
import { listPageRows, type ServerListRow } from "./server-list-store.ts";

/** A page of the list as rows, and the row after it: for exports, which show more of each. */
export async function listServerRows(
  tx: Tx,
  filter: ServerFilter & { sort: ServerSort; limit: number },
  cursor: ListCursor | null,
  now: Date,
): Promise<ServerListRow[]> {
  const { limit } = filter;
  const sort = orderOf(filter);
  const { question, selectivity, isHopeless, typed } = await readQuestion(tx, filter, now, sort);
  if (isHopeless) return [];
  return listPageRows(tx, question, planList(selectivity, limit + 1), { sort, limit, cursor, typed });
}
