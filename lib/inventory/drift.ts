import { cosmeticForm, exactForm } from "./cosmetic-form.ts";
import type { ToolDefinition } from "./tool-definition.ts";

export type ChangedField = "title" | "description" | "inputSchema" | "outputSchema" | "annotations";

export type ToolChange = {
  name: string;
  before: ToolDefinition;
  after: ToolDefinition;
  /** A cosmetic change is recorded and suspends nothing; a material one suspends what was granted. */
  severity: "material" | "cosmetic";
  fields: ChangedField[];
};

/** Severity and fields speak of what changed besides the name; an exact rename is cosmetic with no fields. */
export type ToolRename = Omit<ToolChange, "name"> & { from: string; to: string };

export type Drift = {
  added: ToolDefinition[];
  removed: ToolDefinition[];
  renamed: ToolRename[];
  changed: ToolChange[];
};

/**
 * What changed between two looks at a server's tools. Tools are matched by name; what is left over is matched
 * as a rename when exactly one removed and one added tool offer the same thing. Key order never counts.
 */
export function compareTools(before: ToolDefinition[], after: ToolDefinition[]): Drift {
  const beforeByName = new Map(before.map((tool) => [tool.name, tool]));
  const afterByName = new Map(after.map((tool) => [tool.name, tool]));
  const gone = [...beforeByName.values()].filter((tool) => !afterByName.has(tool.name));
  const fresh = [...afterByName.values()].filter((tool) => !beforeByName.has(tool.name));
  const renamed = findRenames(gone, fresh);
  const renamedNames = new Set(renamed.flatMap(({ from, to }) => [from, to]));
  return {
    added: fresh.filter((tool) => !renamedNames.has(tool.name)),
    removed: gone.filter((tool) => !renamedNames.has(tool.name)),
    renamed,
    changed: [...afterByName.values()].flatMap((tool) => {
      const last = beforeByName.get(tool.name);
      const change = last && describeChange(last, tool);
      return change ? [{ name: tool.name, ...change }] : [];
    }),
  };
}

export function isEmptyDrift(drift: Drift): boolean {
  return Object.values(drift).every((list) => list.length === 0);
}

/** How one tool changed, its name apart; undefined when it did not. */
export function describeChange(
  before: ToolDefinition,
  after: ToolDefinition,
): Omit<ToolChange, "name"> | undefined {
  const fields = FIELDS.filter((field) => exactForm(before[field]) !== exactForm(after[field]));
  if (fields.length === 0) return undefined;
  const isCosmetic = fields.every(
    (field) => cosmeticForm(field, before[field]) === cosmeticForm(field, after[field]),
  );
  return { before, after, severity: isCosmetic ? "cosmetic" : "material", fields };
}

const FIELDS: ChangedField[] = ["title", "description", "inputSchema", "outputSchema", "annotations"];

function findRenames(gone: ToolDefinition[], fresh: ToolDefinition[]): ToolRename[] {
  return gone.flatMap((before) => {
    const candidates = fresh.filter((after) => isSameOffer(before, after));
    const after = candidates[0];
    // One to one or not at all: with two candidates nobody can say which is the old one.
    if (!after || candidates.length > 1) return [];
    if (gone.filter((other) => isSameOffer(other, after)).length > 1) return [];
    const change = describeChange(before, after) ?? {
      before,
      after,
      severity: "cosmetic" as const,
      fields: [],
    };
    return [{ from: before.name, to: after.name, ...change }];
  });
}

function isSameOffer(before: ToolDefinition, after: ToolDefinition): boolean {
  if (exactForm(before.inputSchema) !== exactForm(after.inputSchema)) return false;
  if (exactForm(before.outputSchema) !== exactForm(after.outputSchema)) return false;
  const wordsBefore = wordsWithoutName(before);
  const wordsAfter = wordsWithoutName(after);
  // Without a word of text, an empty schema would match every other tool that has none.
  if (wordsBefore.size === 0 || wordsAfter.size === 0) return false;
  const shared = [...wordsBefore].filter((word) => wordsAfter.has(word)).length;
  return shared / new Set([...wordsBefore, ...wordsAfter]).size >= RENAME_SHARED_WORDS;
}

const RENAME_SHARED_WORDS = 0.7;

function wordsWithoutName(tool: ToolDefinition): Set<string> {
  const text = `${tool.description || tool.title || ""}`.replaceAll(tool.name, " ");
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
