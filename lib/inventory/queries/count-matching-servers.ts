import { query } from "../../kernel/query.ts";
import { readQuestion } from "../read-question.ts";
import { countSearchesInput } from "../server-list-input.ts";
import { COUNT_LIMIT, countMatches } from "../server-list-store.ts";

/** How many servers each of a few searches finds, in their order; counting stops at 10,000, and says so. */
export const countMatchingServers = query({
  name: "count-matching-servers",
  permission: "server:read",
  input: countSearchesInput,
  run: async ({ tx, now }, { searches }) => {
    const counts: { count: number; isCapped: boolean }[] = [];
    for (const search of searches) {
      const { question, exactCount, isHopeless } = await readQuestion(tx, search, now);
      const count = isHopeless ? 0 : (exactCount ?? (await countMatches(tx, question, COUNT_LIMIT)));
      const isCapped = exactCount === null && count > COUNT_LIMIT;
      counts.push({ count: isCapped ? COUNT_LIMIT : count, isCapped });
    }
    return counts;
  },
});
