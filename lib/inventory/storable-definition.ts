import type { ToolDefinition } from "./tool-definition.ts";

/**
 * The definition with what PostgreSQL cannot hold in JSON (NUL, half a surrogate pair; in keys as in values) replaced
 * by U+FFFD, before anything is computed from it: what is stored, shown and bound by a digest is one and the same.
 */
export function storableDefinition(definition: ToolDefinition): ToolDefinition {
  const text = JSON.stringify(definition);
  // JSON.stringify escapes exactly these; an escaped backslash is passed over, so that "\\u0000" in a text stays.
  const safe = text.replace(/\\\\|\\u0000|\\ud[0-9a-f]{3}/g, (found) =>
    found === "\\\\" ? found : "\\ufffd",
  );
  return JSON.parse(safe) as ToolDefinition; // only characters inside strings were exchanged
}
