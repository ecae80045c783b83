import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { parse as parseTomlText, TomlError } from "smol-toml";
import { isScalar, Lexer, parseDocument, visit, type Node as YamlNode } from "yaml";
import { EndlessTree, MAX_DEPTH_LEVELS, type Parsed, toTree } from "./tree.ts";

export type TextFormat = "json" | "toml" | "yaml";
type Warn = (message: string) => void;

/** The format by the file's ending, else by its first character. */
export function textFormat(path: string, content: string): TextFormat {
  if (/\.toml$/i.test(path)) return "toml";
  if (/\.ya?ml$/i.test(path)) return "yaml";
  if (/\.(?:json|jsonc|json5)$/i.test(path)) return "json";
  if (/^\s*\[{1,2}[\w."-]+\]{1,2}\s*$/m.test(content.slice(0, 10_000)) && !/^\s*\[\s*["{]/.test(content))
    return "toml";
  return /^\s*(?:[{[]|\/[/*])/.test(content) ? "json" : "yaml";
}

/** Parses a file into a Tree. Reasons give line and column, never a word of the content. Never throws. */
export function parseText(format: TextFormat, content: string, warn: Warn): Parsed {
  try {
    if (format === "json") return parseJson(content, warn);
    return format === "toml" ? parseToml(content, warn) : parseYaml(content, warn);
  } catch (error) {
    if (error instanceof EndlessTree) return { ok: false, reason: format === "yaml" ? ALIASES : TOO_MUCH };
    // A parser's own message may quote the content, and the content may be a secret.
    return {
      ok: false,
      reason: `This is not ${FORMAT_NAMES[format]} that can be read. Check it in an editor and try again.`,
    };
  }
}

const FORMAT_NAMES = { json: "JSON", toml: "TOML", yaml: "YAML" } as const;
const TOO_DEEP = `The file is nested deeper than ${MAX_DEPTH_LEVELS} levels, which no client writes. It was not read.`;
const TOO_MUCH = "The file holds more than 200,000 values, which no client writes. It was not read.";
const ALIASES = "The YAML repeats itself through aliases too many times. It was not read.";

function parseJson(content: string, warn: Warn): Parsed {
  if (jsonDepth(content) > MAX_DEPTH_LEVELS) return { ok: false, reason: TOO_DEEP };
  const errors: ParseError[] = [];
  const root = parseTree(content, errors, { allowTrailingComma: true, disallowComments: false });
  const [error] = errors;
  if (error || !root)
    return { ok: false, reason: notValid("JSON", jsonProblem(error), content, error?.offset ?? 0) };
  return { ok: true, root: toTree(plainValue(root, warn), warn) };
}

// jsonc-parser declares these numbers as an ambient const enum, which single-file compilation can't read.
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, endOfFile: 17 } as const;

/** Depth by scanning tokens, because the parser itself recurses. */
function jsonDepth(content: string): number {
  const scanner = createScanner(content, true);
  let depth = 0;
  let deepest = 0;
  for (
    let token: number = scanner.scan();
    token !== TOKEN.endOfFile && deepest <= MAX_DEPTH_LEVELS;
    token = scanner.scan()
  ) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) deepest = Math.max(deepest, ++depth);
    if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) depth -= 1;
  }
  return deepest;
}

/** A Map per object, so that no key is special; the last of two equal keys counts, as in every client. */
function plainValue(node: Node, warn: Warn): unknown {
  if (node.type === "array") return (node.children ?? []).map((child) => plainValue(child, warn));
  if (node.type !== "object") return node.value;
  const result = new Map<string, unknown>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    const name = String(key?.value);
    if (result.has(name))
      warn("A name is written twice in the same place; the last one counts, as it does for the client.");
    if (value) result.set(name, plainValue(value, warn));
  }
  return result;
}

function jsonProblem(error: ParseError | undefined): string {
  if (!error) return "it is empty";
  const name = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return name.replace("expected", "is missing").replace(/^(.*) is missing$/, "$1 missing");
}

function parseToml(content: string, warn: Warn): Parsed {
  try {
    return { ok: true, root: toTree(parseTomlText(content, { maxDepth: MAX_DEPTH_LEVELS }), warn) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { ok: false, reason: `This is not valid TOML: see line ${error.line}, column ${error.column}.` };
  }
}

function parseYaml(content: string, warn: Warn): Parsed {
  if (content.length > MAX_YAML_CHARS)
    return {
      ok: false,
      reason: "The file is larger than 250 KB, which no YAML configuration is. It was not read.",
    };
  if (yamlDepth(content) > MAX_DEPTH_LEVELS) return { ok: false, reason: TOO_DEEP };
  // The parser's own check for equal names compares each with each.
  const document = parseDocument(content, {
    prettyErrors: true,
    logLevel: "silent",
    stringKeys: true,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    const place = error.linePos?.[0];
    const where = place ? `: see line ${place.line}, column ${place.col}` : "";
    return { ok: false, reason: `This is not valid YAML${where}.` };
  }
  const twice = writtenTwice(document.contents);
  if (twice !== undefined) {
    const line = content.slice(0, twice).split("\n").length;
    return { ok: false, reason: `This is not valid YAML: a name is written twice, see line ${line}.` };
  }
  try {
    return {
      ok: true,
      root: toTree(document.toJS({ mapAsMap: true, maxAliasCount: MAX_YAML_ALIASES }), warn),
    };
  } catch {
    return { ok: false, reason: ALIASES };
  }
}

/** Where a name stands that its map has already; undefined when there is none. */
function writtenTwice(contents: unknown): number | undefined {
  let place: number | undefined;
  visit(contents as YamlNode | null, {
    Map(_key, map) {
      const names = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) {
          place = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        names.add(key.value);
      }
    },
  });
  return place;
}

// The YAML parser is some hundred times slower than the JSON one, and hand-written YAML is small.
const MAX_YAML_CHARS = 250_000;
const MAX_YAML_ALIASES = 100;

/** An upper bound of the depth from the lexer's tokens: open brackets, indents, and dashes on one line. */
function yamlDepth(content: string): number {
  const indents: number[] = [];
  let brackets = 0;
  let dashes = 0;
  let deepest = 0;
  let isLineStart = true;
  for (const token of new Lexer().lex(content)) {
    if (token === "\n" || token === "\r\n") {
      isLineStart = true;
      continue;
    }
    if (isLineStart) {
      const indent = /^ +$/.test(token) ? token.length : 0;
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      dashes = 0;
    }
    isLineStart = false;
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets -= 1;
    else if (token === "-" || token === "?") dashes += 1;
    deepest = Math.max(deepest, brackets + dashes + indents.length);
    if (deepest > MAX_DEPTH_LEVELS) return deepest;
  }
  return deepest;
}

function notValid(format: string, problem: string, content: string, offset: number): string {
  const before = content.slice(0, offset).split("\n");
  return `This is not valid ${format} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${problem}.`;
}
