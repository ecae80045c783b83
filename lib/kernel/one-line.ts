/**
 * A name as people see and type it: one line, one space between words, composed letters (NFC), nothing that hides,
 * reorders or stands for nothing.
 */
export function oneLine(text: string): string {
  return text
    .normalize("NFC")
    .toWellFormed()
    .replace(/\s+/g, " ")
    .replace(HIDDEN, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Words of several lines, such as a comment or a reason: nothing that hides, reorders or steers the reader's screen. */
export function severalLines(text: string): string {
  return text
    .normalize("NFC")
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replaceAll("\t", " ").replace(HIDDEN, ""))
    .join("\n")
    .trim();
}

// Controls, soft hyphen, joiners, zero-width and bidirectional marks, line separators, byte-order mark, tag characters,
// and the letters that are drawn as nothing.
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
