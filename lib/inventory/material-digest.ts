import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { cosmeticForm } from "./cosmetic-form.ts";
import type { ToolDefinition } from "./tool-definition.ts";

/**
 * "sha256:" and 64 hex digits over the definition with everything cosmetic taken out: what a tool grant binds to.
 * Two definitions of one name have the same material digest exactly when their difference is at most cosmetic, so a
 * touched-up description keeps its grant and any other change ends it. The name counts: a rename asks again.
 */
export function materialDigest(definition: ToolDefinition): string {
  const bound = {
    name: definition.name,
    ...Object.fromEntries(FIELDS.map((field) => [field, cosmeticForm(field, definition[field])])),
  };
  const text = canonicalize(bound);
  if (text === undefined) throw new TypeError("a tool definition must be JSON");
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

const FIELDS = ["title", "description", "inputSchema", "outputSchema", "annotations"] as const;
