import { isSecretName, secretKindOf } from "../../inventory/secrets/is-secret-name.ts";
import { isSecretValue } from "../../inventory/secrets/is-secret-value.ts";

/**
 * A definition without the values that stand under a credential's name: `authToken` among annotations, and what a
 * schema gives for the property `password` (`default`, `const`, `examples`, `enum`). A value by itself tells nothing
 * of that. The value must be within a safe depth.
 */
export function withoutNamedSecrets(value: unknown): unknown {
  return visit(value, { key: null, property: null });
}

/** `key` is what a value stands under, `property` the property of a schema that it is about. */
type Place = { key: string | null; property: string | null };

function visit(part: unknown, place: Place): unknown {
  if (Array.isArray(part)) return part.map((item) => visit(item, place));
  if (typeof part === "string" || typeof part === "number") return kept(part, place);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, sub]) => {
      if (NAMES_ONLY.has(key)) return [key, sub];
      const isProperty = place.key !== null && PROPERTY_MAPS.has(place.key) && isObject(sub);
      return [key, visit(sub, isProperty ? { key: null, property: key } : { ...place, key })];
    }),
  );
}

function kept(value: string | number, { key, property }: Place): unknown {
  const isGiven = key !== null && VALUE_KEYWORDS.has(key);
  const name = isGiven ? property : key;
  const text = String(value);
  if (name === null || !isSecretName(name) || !isSecretValue(name, text)) return value;
  // Which of some words is meant ("access", "refresh"), and what a value is like, are no secrets.
  if (key === "enum" && /^[A-Za-z][a-z_-]*$/.test(text)) return value;
  if (!isGiven && (TYPE_WORD.test(text) || /^\p{L}[\p{L}'’-]*(?:[\s,;:.()/]+[\p{L}'’-]*)+$/u.test(text)))
    return value;
  if (!isGiven && secretKindOf(name) !== "password" && /^[a-z]+$/.test(text)) return value;
  return `[secret: ${secretKindOf(name)}]`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const PROPERTY_MAPS = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);
/** Under these keywords stand names of properties. */
const NAMES_ONLY = new Set(["required", "dependentRequired", "dependencies"]);
const VALUE_KEYWORDS = new Set(["default", "const", "examples", "example", "enum", "value"]);
const TYPE_WORD =
  /^(?:string|number|integer|boolean|object|array|any|text|uuid|email|date|required|optional)\??$/i;
