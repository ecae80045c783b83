import { canonicalDefinition } from "./tool-definition.ts";

/** Canonical JSON of any JSON value; "" for undefined. Equal texts mean equal values, whatever the key order. */
export function exactForm(value: unknown): string {
  return value === undefined ? "" : canonicalDefinition({ name: "", inputSchema: { value } });
}

/**
 * A text of one field of a definition in which only what a reader could act on is left. Two values with the
 * same form differ in white space, punctuation or an example. Conservative on purpose: the cost of a wrong
 * "cosmetic" is a grant that stays in force on something nobody approved.
 */
export function cosmeticForm(field: string, value: unknown): string {
  if (field === "title" || field === "description") return proseForm(value);
  if (field === "inputSchema" || field === "outputSchema") return exactForm(schemaForm(value));
  return exactForm(value);
}

/** Words in order. Letter case, signs inside a word and signs before a digit ("-1", ".5", "$5") all count. */
function proseForm(value: unknown): string {
  if (typeof value !== "string") return exactForm(value);
  // Control and invisible characters may hide instructions from the person who approves: never cosmetic.
  if (/[^\P{C}\n\r\t]/u.test(value)) return exactForm(value);
  return value
    .normalize("NFC")
    .replace(EXAMPLE, " ")
    .replace(LOOSE_PUNCTUATION, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

// One literal in brackets, such as (e.g. "PROJ-42"). A longer example could carry an instruction.
const EXAMPLE = /\((?:e\.g\.|for example|example)[,:]?\s+[\p{L}\p{N}_.#"'`-]{1,40}\)/gu;

const LOOSE_PUNCTUATION =
  /(?<![\p{L}\p{N}])[.,;:!?'"`“”‘’…*_()]+(?!\p{N})|[.,;:!?'"`“”‘’…*_()]+(?![\p{L}\p{N}])/gu;

/** A JSON Schema without `examples` and with its prose reduced; a property named "examples" stays. */
function schemaForm(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(schemaForm);
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => keyword !== "examples");
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, keywordForm(keyword, value)]));
}

function keywordForm(keyword: string, value: unknown): unknown {
  if (keyword === "description" || keyword === "title") return proseForm(value);
  if (NAMED_SUBSCHEMAS.has(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, schemaForm(schema)]));
  }
  return SUBSCHEMAS.has(keyword) ? schemaForm(value) : value;
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
