import type { Tx } from "../kernel/db.ts";
import { nearestWord } from "./nearest-word.ts";
import {
  hasWords,
  listSimilarWords,
  listWordsBeginning,
  listWordsContaining,
  readWords,
} from "./search-store.ts";
import { isShort, type SoughtWord, toTextSearch, wordsToSeek } from "./search-words.ts";

export interface ReadSearch {
  words: SoughtWord[];
  /** What was looked for instead, where a word as typed is found nowhere. */
  didYouMean?: string;
}

/** More words than this say no more; they are left out. */
const WORDS_MAX = 12;

/**
 * What somebody typed, as words to look for. A word that no server carries, not even as a beginning, is taken as a
 * part of words ("esk" finds "helpdesk"), and otherwise as a slip of the finger ("gihtub").
 */
export async function readSearch(tx: Tx, text: string): Promise<ReadSearch> {
  if (text === "") return { words: [] };
  const words = wordsToSeek((await readWords(tx, text)).slice(0, WORDS_MAX));
  if (words.length > 0 && words.every(isShort)) {
    return { words: await inSequence(words, (word) => begun(tx, word)) };
  }
  const textSearch = toTextSearch(words);
  // Long numbers, and words of the last minute, are found without being among the known ones.
  if (textSearch === null || words.every(({ count }) => count > 0) || (await hasWords(tx, textSearch))) {
    return { words };
  }
  const mended = await inSequence(words, (word) => mend(tx, word));
  const isCorrected = mended.some((word, index) => word.word !== words[index]?.word);
  return isCorrected
    ? { words: mended, didYouMean: mended.map(({ word }) => word).join(" ") }
    : { words: mended };
}

async function begun(tx: Tx, sought: SoughtWord): Promise<SoughtWord> {
  const known = await listWordsBeginning(tx, sought.word);
  return {
    word: sought.word,
    count: Math.max(sought.count, ...known.map(({ count }) => count)),
    insteadOf: [sought.word, ...known.map(({ word }) => word)],
  };
}

async function mend(tx: Tx, sought: SoughtWord): Promise<SoughtWord> {
  if (sought.count > 0 || isShort(sought)) return sought;
  const containing = await listWordsContaining(tx, sought.word);
  if (containing.length > 0) {
    const count = containing.reduce((sum, known) => sum + known.count, 0);
    return { word: sought.word, count, insteadOf: containing.map(({ word }) => word) };
  }
  return nearestWord(sought.word, await listSimilarWords(tx, sought.word)) ?? sought;
}

/** One connection answers one question at a time. */
async function inSequence<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}
