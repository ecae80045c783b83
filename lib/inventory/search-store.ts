import type { Tx } from "../kernel/db.ts";
import { Prisma } from "../kernel/generated/client.ts";
import { asLikeText } from "../kernel/like.ts";
import type { KnownWord } from "./nearest-word.ts";
import { PREFIX_LENGTH_MIN, type SoughtWord } from "./search-words.ts";
import { inWindow } from "./server-question-store.ts";
import type { Window } from "./server-windows.ts";

/** Words beginning alike that are counted; beyond, a beginning is common enough. */
const ALIKE_MAX = 2_000;
/** Words that may stand for one. */
const INSTEAD_MAX = 50;
/** Words compared letter by letter with one that was found nowhere. */
const SIMILAR_MAX = 200;

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

/** Whether any server carries these words. */
export async function hasWords(tx: Tx, textSearch: string): Promise<boolean> {
  const rows = await tx.$queryRaw`
    select from server_by_word d where d.document @@ ${textSearch}::tsquery limit 1`;
  return (rows as unknown[]).length > 0;
}

/** The most frequent words that begin with a short one. */
export async function listWordsBeginning(tx: Tx, word: string): Promise<KnownWord[]> {
  return tx.$queryRaw<KnownWord[]>`
    select k.value as word, k.count::int as count from server_facet_count k
    where k.field = 'word' and k.value >= ${word} and k.value < ${word} || chr(1114111)
    order by k.count desc, k.value limit ${INSTEAD_MAX}`;
}

/** The most frequent words with this part in them, of at least three letters. */
export async function listWordsContaining(tx: Tx, part: string): Promise<KnownWord[]> {
  return tx.$queryRaw<KnownWord[]>`
    select word, count::int as count from known_word
    where word like ${`%${asLikeText(part)}%`}
    order by known_word.count desc, word limit ${INSTEAD_MAX}`;
}

/** Words that share groups of three letters with this one, the most alike first. */
export async function listSimilarWords(tx: Tx, word: string): Promise<KnownWord[]> {
  return tx.$queryRaw<KnownWord[]>`
    select word, count::int as count from known_word
    where word % ${word}
    order by similarity(word, ${word}) desc, known_word.count desc, word limit ${SIMILAR_MAX}`;
}

/** How many servers are in each window; null when there are more than `limit`. */
export async function countWindows(
  tx: Tx,
  windows: readonly Window[],
  limit: number,
): Promise<(number | null)[]> {
  if (windows.length === 0) return [];
  const counts = windows.map(
    (window) => Prisma.sql`(select count(*)::int from (
      select from listed_server l where ${inWindow(window)} limit ${limit + 1}) counted)`,
  );
  const [row] = await tx.$queryRaw<{ counts: number[] }[]>`select array[${Prisma.join(counts)}] as counts`;
  return (row?.counts ?? []).map((count) => (count > limit ? null : count));
}
