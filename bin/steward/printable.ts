// Controls (ESC among them, and the one-byte forms of its sequences), line separators, marks that turn text round.
const ACTS = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const NAMED: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * One line of outside text (a file's path, a server's command, a server's last words) as a terminal may show it: what
 * would move the cursor, change colours, hide or turn text is written out. Passing it twice changes nothing.
 */
export function printable(text: string): string {
  return text.replace(ACTS, (sign) => NAMED[sign] ?? `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

/** The same for a message of several lines. The further ones are indented, so that none looks like one of ours. */
export function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join("\n  ");
}

/** JSON without characters that act on a terminal; it reads as the same value. */
export function printableJson(value: unknown): string {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, 2).replace(ACTS, (sign) => (sign === "\n" ? sign : escaped(sign)));
}
