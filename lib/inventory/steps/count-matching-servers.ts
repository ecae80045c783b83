import type { Tx } from "../../kernel/db.ts";
import { readQuestion } from "../read-question.ts";
import type { ServerFilter } from "../server-list-input.ts";
import { COUNT_LIMIT, countMatches } from "../server-list-store.ts";

/** How many servers a filter finds. `isEstimate`: there are more than `count`. */
export async function countMatchingServers(
  tx: Tx,
  filter: ServerFilter,
  now: Date,
): Promise<{ count: number; isEstimate: boolean }> {
  const { question, exactCount, isHopeless } = await readQuestion(tx, filter, now);
  if (isHopeless) return { count: 0, isEstimate: false };
  if (exactCount !== null) return { count: exactCount, isEstimate: false };
  const count = await countMatches(tx, question, COUNT_LIMIT);
  return { count: Math.min(count, COUNT_LIMIT), isEstimate: count > COUNT_LIMIT };
}
