import type { Tx } from "../kernel/db.ts";
import { PREFIX_LENGTH_MIN, type SoughtWord } from "./search-words.ts";
import type { Window } from "./server-filter.ts";
import { inWindow } from "./server-question-store.ts";

/** Words beginning alike that are counted; beyond, a beginning is common enough. */
const ALIKE_MAX = 2_000;

/** The words of what somebody typed, in its order, each with the servers that carry a word beginning like it. */
export async function readWords(tx: Tx, text: string): Promise<SoughtWord[]> {
  return tx.$queryRaw<SoughtWord[]>`
    select w.lexeme as word, coalesce((
      select sum(k.count) from (
        select k.count from server_facet_count k
        where k.field = 'word' and k.value >= w.lexeme
          and k.value < w.lexeme || case when length(w.lexeme) < ${PREFIX_LENGTH_MIN} then chr(1) else chr(1114111) end
        limit ${ALIKE_MAX}
      ) k), 0)::int as count
    from unnest(search_vector(${text})) w
    order by w.positions[1]`;
}

/** Counting stops here: a range that is wider is not rare. */
const WINDOW_COUNT_MAX = 5_000;

/** How many servers are in each window; null when there are many. */
export async function countWindows(tx: Tx, windows: readonly Window[]): Promise<(number | null)[]> {
  const counts: (number | null)[] = [];
  for (const window of windows) {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count
      from (select from listed_server l where ${inWindow(window)} limit ${WINDOW_COUNT_MAX + 1}) counted`;
    counts.push(row === undefined || row.count > WINDOW_COUNT_MAX ? null : row.count);
  }
  return counts;
}
