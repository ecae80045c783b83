/** The text as SQL's `like` finds it and nothing else, with backslash as its escape. */
export function asLikeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
