import type { Tx } from "../../kernel/db.ts";
import { readQuestion } from "../read-question.ts";
import type { ServerFilter } from "../server-list-input.ts";
import { countMatches } from "../server-list-store.ts";

/** How many servers a filter finds, counted up to `limit`. `isEstimate`: there are more than `count`. */
export async function countMatchingServers(
  tx: Tx,
  filter: ServerFilter,
  limit: number,
  now: Date,
): Promise<{ count: number; isEstimate: boolean }> {
  const { question, exactCount, isHopeless } = await readQuestion(tx, filter, now);
  if (isHopeless) return { count: 0, isEstimate: false };
  const count = exactCount ?? (await countMatches(tx, question, limit));
  return { count: Math.min(count, limit), isEstimate: count > limit };
}
