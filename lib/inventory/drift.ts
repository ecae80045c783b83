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
 * as a rename when a removed and an added tool are each other's one best match. Key order never counts.
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

/**
 * Each tool that is gone with the fresh one that offers the same, when each is the other's one best match. With two
 * equally good ones nobody can say which is the old one, and both stay what they look like: removed and added.
 */
function findRenames(gone: ToolDefinition[], fresh: ToolDefinition[]): ToolRename[] {
  const offersBySchema = Map.groupBy(fresh.map(toOffer), (offer) => offer.schemas);
  const pairs = [...Map.groupBy(gone.map(toOffer), (offer) => offer.schemas)].flatMap(([schemas, before]) =>
    similarPairs(before, offersBySchema.get(schemas) ?? []),
  );
  const best = (side: "before" | "after") =>
    new Map([...Map.groupBy(pairs, (pair) => pair[side])].map(([offer, own]) => [offer, onlyBest(own)]));
  const [bestOfGone, bestOfFresh] = [best("before"), best("after")];
  return pairs
    .filter((pair) => bestOfGone.get(pair.before) === pair && bestOfFresh.get(pair.after) === pair)
    .map(({ before: { tool: before }, after: { tool: after } }) => {
      const nothing = { before, after, severity: "cosmetic" as const, fields: [] };
      return { from: before.name, to: after.name, ...(describeChange(before, after) ?? nothing) };
    });
}

interface Offer {
  tool: ToolDefinition;
  schemas: string;
  words: Set<string>;
}
interface OfferPair {
  before: Offer;
  after: Offer;
  /** Share of words in both, among all words of both. */
  shared: number;
}

function toOffer(tool: ToolDefinition): Offer {
  const schemas = JSON.stringify([exactForm(tool.inputSchema), exactForm(tool.outputSchema)]);
  return { tool, schemas, words: wordsWithoutName(tool) };
}

function similarPairs(gone: Offer[], fresh: Offer[]): OfferPair[] {
  // A server that renames hundreds of tools with one schema at once is told as what it looks like.
  if (gone.length * fresh.length > PAIRS_MAX) return [];
  return gone.flatMap((before) =>
    fresh.flatMap((after) => {
      const shared = sharedWords(before.words, after.words);
      return shared >= RENAME_SHARED_WORDS ? [{ before, after, shared }] : [];
    }),
  );
}

function onlyBest(pairs: OfferPair[]): OfferPair | undefined {
  const [first, second] = pairs.toSorted((a, b) => b.shared - a.shared);
  return second !== undefined && second.shared === first?.shared ? undefined : first;
}

/** Without a word of text, an empty schema would match every other tool that has none. */
function sharedWords(before: Set<string>, after: Set<string>): number {
  if (before.size === 0 || after.size === 0) return 0;
  const both = [...before].filter((word) => after.has(word)).length;
  return both / (before.size + after.size - both);
}

const RENAME_SHARED_WORDS = 0.7;
const PAIRS_MAX = 40_000;

function wordsWithoutName(tool: ToolDefinition): Set<string> {
  const name = tool.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "gu");
  const text = `${tool.description || tool.title || ""}`.replace(whole, " ");
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
