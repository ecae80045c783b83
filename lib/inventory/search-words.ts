/** A word somebody looks for, in lower case, and how many servers carry a word that begins with it. */
export interface SoughtWord {
  word: string;
  count: number;
}

/** Shorter than this, a beginning fits too many words to look all of them up. */
export const PREFIX_LENGTH_MIN = 3;

/**
 * The words as PostgreSQL reads a text search, each a beginning of a word; null when there is none. A word of one or
 * two letters beside longer ones is taken as a whole word, and left out at the end, where somebody is still typing.
 */
export function toTextSearch(words: readonly string[]): string | null {
  const isLong = (word: string) => word.length >= PREFIX_LENGTH_MIN;
  const kept = words.filter((word, index) => isLong(word) || index < words.length - 1 || !words.some(isLong));
  if (kept.length === 0) return null;
  return kept.map((word) => (isLong(word) ? `${quote(word)}:*` : quote(word))).join(" & ");
}

/** Words come from the database's own reading of a text, without punctuation; quoted all the same. */
function quote(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
