/** A word somebody looks for, in lower case, and how many servers carry a word that begins with it. */
export interface SoughtWord {
  word: string;
  count: number;
  /** Words that stand for it where the word itself is too short to look up, or was found nowhere. */
  insteadOf?: readonly string[];
}

/** Shorter than this, a beginning fits too many words to look all of them up. */
export const PREFIX_LENGTH_MIN = 3;

export function isShort({ word }: SoughtWord): boolean {
  return word.length < PREFIX_LENGTH_MIN;
}

/**
 * Which words are looked for. One of one or two letters beside longer ones is taken as a whole word, and left out at
 * the end, where somebody is still typing.
 */
export function wordsToSeek(words: readonly SoughtWord[]): SoughtWord[] {
  const hasLong = words.some((word) => !isShort(word));
  return words.filter((word, index) => !(hasLong && isShort(word) && index === words.length - 1));
}

/** The words as PostgreSQL reads a text search, all to be found, long ones as beginnings; null when there is none. */
export function toTextSearch(words: readonly SoughtWord[]): string | null {
  if (words.length === 0) return null;
  return words.map(termOf).join(" & ");
}

function termOf(sought: SoughtWord): string {
  if (sought.insteadOf !== undefined) return `(${sought.insteadOf.map(quote).join(" | ")})`;
  return isShort(sought) ? quote(sought.word) : `${quote(sought.word)}:*`;
}

/** Words come from the database's own reading of a text, without punctuation; quoted all the same. */
function quote(word: string): string {
  return `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
