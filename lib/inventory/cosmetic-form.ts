import { isPlainSample, isPlainSamples } from "./plain-sample.ts";
import { canonicalDefinition } from "./tool-definition.ts";

/** Canonical JSON of any JSON value; "" for undefined. Equal texts mean equal values, whatever the key order. */
export function exactForm(value: unknown): string {
  return value === undefined ? "" : canonicalDefinition({ name: "", inputSchema: { value } });
}

/**
 * A text of one field of a definition in which only what a reader, a person or a model, could act on is left. Two
 * values with the same form differ at most in
 * - white space, where there is some in both;
 * - full stops at the very end of a text, and how quotation marks and the ellipsis are drawn;
 * - one short literal example in prose, such as (e.g. T-42), and examples of a schema that are plain sample data.
 *
 * Everything else counts. A comma or a full stop between words may turn a sentence round ("Do not, delete"), and an
 * example of many words is an instruction to a model. Conservative on purpose: the cost of a wrong "cosmetic" is a
 * grant that stays in force on something nobody approved.
 */
export function cosmeticForm(field: string, value: unknown): string {
  if (field === "title" || field === "description") return proseForm(value);
  if (field === "inputSchema" || field === "outputSchema") return wholeSchemaForm(value);
  return exactForm(value);
}

/** Words and their punctuation in order. Letter case and every sign between words count. */
function proseForm(value: unknown): string {
  if (typeof value !== "string") return exactForm(value);
  // Control and invisible characters may hide instructions from the person who approves: never cosmetic.
  if (/[^\P{C}\n\r\t]/u.test(value)) return exactForm(value);
  return withoutExample(value.normalize("NFC"))
    .replace(/[“”„‟]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replaceAll("…", "...")
    .replace(/\s+/gu, " ")
    .replace(/^ | ?\.*$/gu, "");
}

// One literal in brackets, such as (e.g. "PROJ-42").
const EXAMPLE = /\s*\((?:e\.g\.|for example|example)[,:]?\s+["'`]?([^\s"'`()]{1,64})["'`]?\)/gu;

/** A row of examples could spell a sentence, so only a text's single one is taken out. */
function withoutExample(text: string): string {
  const examples = [...text.matchAll(EXAMPLE)];
  const [only] = examples;
  if (only === undefined || examples.length > 1 || !isPlainSample(only[1] ?? "")) return text;
  return text.replace(only[0], "");
}

function wholeSchemaForm(schema: unknown): string {
  const examples: unknown[] = [];
  const reduced = schemaForm(schema, (values) => {
    examples.push(values);
    return false;
  });
  return exactForm(isPlainSamples(examples) ? reduced : schemaForm(schema, () => true));
}

/** A JSON Schema with its prose reduced and without the `examples` not kept; a property named "examples" stays. */
function schemaForm(schema: unknown, keeps: (examples: unknown) => boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item) => schemaForm(item, keeps));
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword, value]) => keyword !== "examples" || keeps(value));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, keywordForm(keyword, value, keeps)]));
}

function keywordForm(keyword: string, value: unknown, keeps: (examples: unknown) => boolean): unknown {
  if (keyword === "description" || keyword === "title") return proseForm(value);
  if (NAMED_SUBSCHEMAS.has(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, schemaForm(part, keeps)]));
  }
  return SUBSCHEMAS.has(keyword) ? schemaForm(value, keeps) : value;
}

// JSON Schema 2020-12 core, sections 10.2 and 10.3. Values of other keywords (enum, const, default) are literal.
const NAMED_SUBSCHEMAS = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);
const SUBSCHEMAS = new Set(
  "items prefixItems additionalProperties contains not if then else allOf anyOf oneOf propertyNames".split(
    " ",
  ),
);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
