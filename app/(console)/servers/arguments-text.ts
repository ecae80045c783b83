/**
 * A command's arguments as a text field holds them: one on each line, or a JSON list where lines cannot tell (an
 * argument with a line break, an empty one). What is shown reads back as it was.
 */
export function argumentsText(args: readonly string[]): string {
  const text = args.join("\n");
  return isSame(readArguments(text), args) ? text : JSON.stringify(args, null, 2);
}

/** The arguments a text field holds; the text itself when it begins a JSON list and is none. */
export function readArguments(text: string): string[] | string {
  if (/^\s*\[\s*(?:"|\]\s*$)/.test(text)) return readList(text) ?? text;
  // Browsers send every line break as two characters, and take one that stands alone for the same.
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
}

function readList(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : null;
  } catch {
    return null;
  }
}

function isSame(one: readonly string[] | string, other: readonly string[]): boolean {
  return (
    typeof one !== "string" && one.length === other.length && one.every((word, at) => word === other[at])
  );
}
