import { diffLines } from "diff";
import type { DiffLine } from "./diff-line.ts";
import { markWords } from "./mark-words.ts";
import { canonicalDefinition, type ToolDefinition } from "./tool-definition.ts";
import { unmasked } from "./unmasked.ts";

/**
 * The difference between two definitions as lines to show, changed words marked: the words first, wrapped at 96
 * characters, then each schema as key-sorted JSON. Characters that mislead are written as their code. Definitions too
 * different to align are shown as all removed, then all added.
 */
export function definitionDiff(before: ToolDefinition, after: ToolDefinition): DiffLine[] {
  const aligned = diffLines(printed(before), printed(after), { maxEditLength: MAX_EDITS });
  if (!aligned) return [...lines(printed(before), "removed"), ...lines(printed(after), "added")];
  return markWords(
    aligned.flatMap(({ value, added, removed }) =>
      lines(value, added ? "added" : removed ? "removed" : "same"),
    ),
  );
}

// The alignment costs the square of the number of edits; 2,000 keep it under a second for the largest definition.
const MAX_EDITS = 2_000;
const WRAP_CHARS = 96;

function lines(value: string, kind: DiffLine["kind"]): DiffLine[] {
  return value
    .replace(/\n$/, "")
    .split("\n")
    .map((text) => ({ kind, text }));
}

function printed(tool: ToolDefinition): string {
  const words = [
    `name: ${onOneLine(tool.name)}`,
    ...(tool.title === undefined ? [] : [`title: ${onOneLine(tool.title)}`]),
    ...(tool.description === undefined
      ? []
      : ["description:", ...wrap(unmasked(tool.description)).map((line) => `  ${line}`)]),
  ];
  const sorted = JSON.parse(canonicalDefinition(tool)) as Record<string, unknown>; // our own canonical object
  const schemas = (["inputSchema", "outputSchema", "annotations"] as const)
    .filter((field) => sorted[field] !== undefined)
    .map((field) => `${field}: ${JSON.stringify(sorted[field], null, 2)}`);
  return unmasked(`${[...words, ...schemas].join("\n")}\n`);
}

/** A name that breaks its line could look like another field. */
function onOneLine(text: string): string {
  return text.replace(/\r?\n/g, "\\n");
}

/** Breaks at spaces; a single word longer than a line is cut. Keeps the text's own line breaks. */
function wrap(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const wrapped: string[] = [];
    let rest = line;
    while (rest.length > WRAP_CHARS) {
      const space = rest.lastIndexOf(" ", WRAP_CHARS);
      const end = space > 0 ? space : WRAP_CHARS;
      wrapped.push(rest.slice(0, end));
      rest = rest.slice(space > 0 ? end + 1 : end);
    }
    return [...wrapped, rest];
  });
}
