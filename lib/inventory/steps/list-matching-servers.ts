import type { Tx } from "../../kernel/db.ts";
import { planList } from "../list-plan.ts";
import { readQuestion } from "../read-question.ts";
import type { ServerFilter } from "../server-list-input.ts";
import { listMatchingIds } from "../server-list-store.ts";

export const MATCHING_BATCH_MAX = 1_000;

/**
 * The next servers that a filter finds, by id: for work on all of them in batches. Pass the last id of one batch as
 * `after` of the next; a batch shorter than `limit` (at most 1,000) is the last. In the order of ids, so that a
 * server is met once even when the work changes what the list is sorted by.
 */
export async function listMatchingServers(
  tx: Tx,
  filter: ServerFilter,
  page: { after: string | null; limit: number },
  now: Date,
): Promise<string[]> {
  const { question, selectivity, isHopeless } = await readQuestion(tx, filter, now);
  if (isHopeless) return [];
  const limit = Math.min(page.limit, MATCHING_BATCH_MAX);
  return listMatchingIds(tx, question, planList(selectivity, limit), { after: page.after, limit });
}
