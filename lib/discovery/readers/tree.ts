/** A parsed file of any format: plain values, objects without a prototype. */
export type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };
export type TreeObject = { [key: string]: Tree };
export type Parsed = { ok: true; root: Tree } | { ok: false; reason: string };

export const MAX_DEPTH_LEVELS = 64;
export const MAX_STRING_CHARS = 10_000;

/** What stands in for a string that is too long to be anything a client would use. */
export const TOO_LONG = "[left out: too long]";

/** A file stays far below this; aliases of aliases go far beyond it. */
const MAX_NODES = 200_000;

/** The value holds itself, or so many values that only repetition makes them. */
export class EndlessTree extends Error {}

/**
 * Copies what a parser made into a Tree: unsafe names dropped, long strings replaced, depth bounded, each
 * said once in `warn`. Keys become own properties of objects without a prototype, so none can poison another.
 * Throws EndlessTree.
 */
export function toTree(value: unknown, warn: (message: string) => void): Tree {
  const path = new Set<object>();
  let nodes = 0;

  function copy(part: unknown): Tree {
    nodes += 1;
    if (nodes > MAX_NODES) throw new EndlessTree();
    if (path.size > MAX_DEPTH_LEVELS) {
      warn(`Values nested deeper than ${MAX_DEPTH_LEVELS} levels were left out.`);
      return null;
    }
    if (typeof part !== "object" || part === null) return leaf(part, warn);
    if (path.has(part)) throw new EndlessTree();
    path.add(part);
    const result = Array.isArray(part) ? part.map(copy) : copyMembers(part);
    path.delete(part);
    return result;
  }

  function copyMembers(part: object): TreeObject {
    const result: TreeObject = Object.create(null);
    for (const [key, item] of part instanceof Map ? part : Object.entries(part)) {
      const name = storableText(String(key));
      if (UNSAFE_NAMES.has(name)) warn(`An entry with the reserved name "${name}" was left out.`);
      else if (name.length > MAX_NAME_CHARS)
        warn(`An entry with a name longer than ${MAX_NAME_CHARS} characters was left out.`);
      else result[name] = copy(item);
    }
    return result;
  }

  return copy(value);
}

function leaf(value: unknown, warn: (message: string) => void): Tree {
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "string") return null;
  if (value.length <= MAX_STRING_CHARS) return storableText(value);
  warn(`A text longer than ${MAX_STRING_CHARS.toLocaleString("en")} characters was left out.`);
  return TOO_LONG;
}

/**
 * PostgreSQL holds neither NUL nor half a surrogate pair. An escape can write both into any file, and one such file must
 * not keep the others from being imported.
 */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/** Longest command and address that a server can be registered with. */
export const MAX_COMMAND_CHARS = 1_000;
const MAX_ADDRESS_CHARS = 2_000;

/** Why a command or an address cannot be a server's, null when it can. An address may begin with a reference. */
export function refusedPlace(command: string | null, url: string | null): string | null {
  if (command !== null && command.length > MAX_COMMAND_CHARS)
    return `its command is longer than ${MAX_COMMAND_CHARS} characters`;
  if (command !== null || url === null) return null;
  if (url.length > MAX_ADDRESS_CHARS) return `its address is longer than ${MAX_ADDRESS_CHARS} characters`;
  const isSupported = /^(?:(?:https?|wss?):\/\/|[$<[{%])/i.test(url) && !/[\p{Cc}\ufffd]/u.test(url);
  return isSupported
    ? null
    : "the kind of its address is not supported (it must begin with https:// or http://)";
}

export const UNSAFE_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
export const MAX_NAME_CHARS = 300;

export function asObject(tree: Tree | undefined): TreeObject | null {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? tree : null;
}

export function asString(tree: Tree | undefined): string | null {
  return typeof tree === "string" ? tree : null;
}
