/** A parsed file of any format: plain values, objects without a prototype. */
export type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };
export type TreeObject = { [key: string]: Tree };
export type Parsed = { ok: true; root: Tree } | { ok: false; reason: string };

export const MAX_DEPTH_LEVELS = 64;
export const MAX_STRING_CHARS = 10_000;

/** What stands in for a string that is too long to be anything a client would use. */
export const TOO_LONG = "[left out: too long]";

/**
 * Copies what a parser made into a Tree: unsafe names dropped, long strings replaced, depth bounded, each
 * said once in `warn`. Keys become own properties of objects without a prototype, so none can poison another.
 */
export function toTree(value: unknown, warn: (message: string) => void, depth = 0): Tree {
  if (depth > MAX_DEPTH_LEVELS) {
    warn(`Values nested deeper than ${MAX_DEPTH_LEVELS} levels were left out.`);
    return null;
  }
  if (typeof value === "string") {
    if (value.length <= MAX_STRING_CHARS) return value;
    warn(`A text longer than ${MAX_STRING_CHARS.toLocaleString("en")} characters was left out.`);
    return TOO_LONG;
  }
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item) => toTree(item, warn, depth + 1));
  if (typeof value !== "object" || value === null) return null;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const result: TreeObject = Object.create(null);
  for (const [key, item] of entries) {
    const name = String(key);
    if (UNSAFE_NAMES.has(name)) warn(`An entry with the reserved name "${name}" was left out.`);
    else if (name.length > MAX_NAME_CHARS)
      warn(`An entry with a name longer than ${MAX_NAME_CHARS} characters was left out.`);
    else result[name] = toTree(item, warn, depth + 1);
  }
  return result;
}

export const UNSAFE_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
export const MAX_NAME_CHARS = 300;

export function asObject(tree: Tree | undefined): TreeObject | null {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? tree : null;
}

export function asString(tree: Tree | undefined): string | null {
  return typeof tree === "string" ? tree : null;
}
