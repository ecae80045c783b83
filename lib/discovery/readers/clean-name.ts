import { scanText } from "../../inventory/secrets/scan-text.ts";
import { oneLine } from "../../kernel/one-line.ts";

const MAX_SHOWN_CHARS = 200;

/** A name as people see it: no control characters, nothing that reorders or hides text, 200 characters at most. */
export function cleanName(name: string): string {
  return oneLine(name).slice(0, MAX_SHOWN_CHARS).toWellFormed() || "unnamed";
}

/** A name between quotes for a message; one that holds a secret is not repeated. */
export function quoteName(name: string): string {
  const clean = cleanName(name);
  return scanText(clean).length > 0 ? "one with a secret in its name" : `"${clean}"`;
}
