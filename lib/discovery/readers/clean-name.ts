import { scanText } from "../../inventory/secrets/scan-text.ts";

const MAX_SHOWN_CHARS = 200;

/** A name as people see it: no control characters, nothing that reorders or hides text, 200 characters at most. */
export function cleanName(name: string): string {
  const visible = name.normalize("NFC").toWellFormed().replace(HIDDEN, "").replace(/\s+/g, " ").trim();
  return visible.slice(0, MAX_SHOWN_CHARS).toWellFormed() || "unnamed";
}

/** A name between quotes for a message; one that holds a secret is not repeated. */
export function quoteName(name: string): string {
  const clean = cleanName(name);
  return scanText(clean).length > 0 ? "one with a secret in its name" : `"${clean}"`;
}

// Controls, soft hyphen, zero-width and bidirectional marks, line separators, byte-order mark, tag characters.
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
