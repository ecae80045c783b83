import type { EvidenceChain, PopulationHasher } from "./evidence-hash.ts";
import { canonicalText } from "./seal.ts";
import type { Totals } from "./tally.ts";

/** One thing that was looked at. `holds` is null for what a pack alone cannot tell. */
export interface EvidenceCheck {
  part:
    | "file"
    | "header"
    | "items"
    | "facts"
    | "answers"
    | "records"
    | "population"
    | "totals"
    | "evidence"
    | "close"
    | "sign_off"
    | "pack";
  holds: boolean | null;
  words: string;
}

/** What the items and records of a pack come to, and where they are not what they say. */
export interface ReadPack {
  count: number;
  items: EvidenceChain;
  records: EvidenceChain;
  recordCount: number;
  population: PopulationHasher;
  totals: Totals;
  answeredBy: Set<string>;
  wrong: string[];
  wrongFacts: string[];
  wrongAnswers: string[];
  wrongRecords: string[];
}

/** What packs of format 3 do not count. */
const NO_CHANGES = { changeApplied: 0, changeFailed: 0, changeNotNeeded: 0 };

export function isSame(said: Record<string, number>, counted: Totals): boolean {
  return canonicalText({ ...NO_CHANGES, ...said }) === canonicalText(counted);
}

export function check(part: EvidenceCheck["part"], holds: boolean, yes: string, no: string): EvidenceCheck {
  return { part, holds, words: holds ? yes : no };
}

/** The first few of what does not hold, by name. */
const NAMED_MAX = 5;

/** The first few, as one sentence. */
export function named(problems: readonly string[]): string {
  const text = problems.slice(0, NAMED_MAX).join("; ");
  const more = problems.length - NAMED_MAX;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${more > 0 ? `; and ${more} more` : ""}.`;
}
