/** What a tool of this impact does, to follow “that”. */
export const IMPACT_WORDS: Record<string, string> = {
  reads: "only reads",
  changes_data: "changes data",
  executes: "executes something",
  regulated: "touches a regulated system",
};

/** “a, b or c”. */
export function either(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** “1 day”, “3 days”. */
export function dayWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
