import { createHash } from "node:crypto";
import serialize from "canonicalize";
import { z } from "zod";

export const MAX_TOOL_NAME_CHARS = 256;
export const MAX_DEFINITION_BYTES = 262_144;
export const MAX_DEFINITION_DEPTH = 64;

const jsonObject = z.record(z.string(), z.unknown());

/** What a server says about one tool, as far as an approval binds to it. Other fields are dropped. */
export const toolDefinitionSchema = z.object({
  name: z.string().min(1).max(MAX_TOOL_NAME_CHARS),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: jsonObject,
  outputSchema: jsonObject.optional(),
  annotations: jsonObject.optional(),
});

export type ToolDefinition = {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown> | undefined;
  annotations?: Record<string, unknown> | undefined;
};

export type ParsedDefinition = { ok: true; definition: ToolDefinition } | { ok: false; reason: string };

/**
 * Reads one entry of a `tools/list` answer. Refuses what cannot be kept safely: a wrong shape, more than
 * MAX_DEFINITION_BYTES of canonical JSON (UTF-8), or nesting deeper than MAX_DEFINITION_DEPTH. Never throws.
 */
export function parseToolDefinition(raw: unknown): ParsedDefinition {
  // Depth first: the parser and the serializer below recurse, and a hostile answer may nest until they overflow.
  if (!isWithinDepth(raw, MAX_DEFINITION_DEPTH)) {
    return { ok: false, reason: `nests deeper than ${MAX_DEFINITION_DEPTH} levels` };
  }
  const parsed = toolDefinitionSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      reason: `${issue?.path.join(".") || "definition"}: ${issue?.message ?? "wrong shape"}`,
    };
  }
  const sizeBytes = Buffer.byteLength(canonicalDefinition(parsed.data));
  if (sizeBytes > MAX_DEFINITION_BYTES) {
    return { ok: false, reason: `is ${sizeBytes} bytes; the limit is ${MAX_DEFINITION_BYTES}` };
  }
  return { ok: true, definition: parsed.data };
}

/** Canonical JSON (RFC 8785) of the fields an approval binds to. Key order in the input never matters. */
export function canonicalDefinition(definition: ToolDefinition): string {
  const { name, title, description, inputSchema, outputSchema, annotations } = definition;
  const bound = { name, title, description, inputSchema, outputSchema, annotations };
  // A JSON round trip drops undefined fields, so "absent" and "undefined" have the same digest.
  const text = serialize(JSON.parse(JSON.stringify(bound)));
  if (text === undefined) throw new TypeError("a tool definition must be JSON");
  return text;
}

/** "sha256:" and 64 hex digits over the canonical definition, to the letter. A tool grant is bound to `materialDigest`. */
export function definitionDigest(definition: ToolDefinition): string {
  return `sha256:${createHash("sha256").update(canonicalDefinition(definition)).digest("hex")}`;
}

export type DisplayWarning = { field: string; words: string };

/**
 * Text in a definition that could mislead the person who reads it: control, invisible and direction-changing
 * characters. The stored definition keeps them, because the digest must be of what the server sent.
 */
export function displayWarnings(definition: ToolDefinition): DisplayWarning[] {
  const fields: [string, string][] = [
    ["name", definition.name],
    ["title", definition.title ?? ""],
    ["description", definition.description ?? ""],
    ["inputSchema", unescapedText(definition.inputSchema)],
    ["outputSchema", unescapedText(definition.outputSchema)],
    ["annotations", unescapedText(definition.annotations)],
  ];
  return fields.flatMap(([field, text]) =>
    MISLEADING.filter(({ pattern }) => pattern.test(text)).map(({ words }) => ({ field, words })),
  );
}

const MISLEADING = [
  {
    pattern: /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u,
    words: "contains characters that change the reading direction",
  },
  { pattern: /(?![\t\n\r])\p{Cc}/u, words: "contains control characters" },
  {
    pattern: /[\u200B-\u200D\u2060-\u2064\uFEFF\u00AD\u{E0000}-\u{E007F}]/u,
    words: "contains invisible characters",
  },
];

/** All keys and strings of a JSON value, as they are and not escaped, one per line. */
function unescapedText(value: unknown): string {
  const found: string[] = [];
  JSON.stringify(value ?? null, (key, part: unknown) => {
    found.push(key);
    if (typeof part === "string") found.push(part);
    return part;
  });
  return found.join("\n");
}

function isWithinDepth(value: unknown, maxDepth: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return false;
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  }
  return true;
}
