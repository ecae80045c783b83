import { assessImpact } from "./assess-impact.ts";
import { highestImpact, type Impact, type ImpactReason } from "./impact.ts";
import { plainText } from "./plain-text.ts";
import type { Reach } from "./regulated-evidence.ts";
import { nameWords } from "./tool-verbs.ts";

export interface NamedScope {
  name: string;
  breadth: "narrow" | "broad" | "wildcard";
}

export interface ScopeAssessment {
  impact: Impact;
  /** Gravest first, in sentences for the person who decides. */
  reasons: ImpactReason[];
}

/**
 * What a scope lets its server do to the business. Its name is read like a tool's, so unknown counts as the highest
 * that fits. How broad somebody says it is may raise that, and never lower it; nor is a name that says “everything”
 * ever narrow.
 */
export function assessScope({ name, breadth }: NamedScope, reach: Reach): ScopeAssessment {
  const definition = { name, description: "", inputSchema: { type: "object" as const } };
  const read = assessImpact(definition, reach);
  const broad = breadthReasons(name, breadth);
  return {
    impact: highestImpact([read.suggested, ...broad.map(({ impact }) => impact)]),
    reasons: [...broad.map(({ rule, words }) => ({ rule, words })), ...read.reasons.map(ofScope)],
  };
}

function breadthReasons(name: string, breadth: NamedScope["breadth"]) {
  if (breadth === "wildcard" || saysEverything(name)) {
    const words =
      breadth === "wildcard"
        ? "It is a wildcard: it allows anything, now and in future."
        : "Its name says that it allows everything, however narrow it is said to be.";
    return [{ rule: "scope-wildcard", impact: "regulated" as const, words }];
  }
  if (breadth === "narrow") return [];
  const words = "It is broad: it covers a whole system or many things in it.";
  return [{ rule: "scope-broad", impact: "changes_data" as const, words }];
}

function saysEverything(name: string): boolean {
  return plainText(name).includes("*") || nameWords(name).some((word) => EVERYTHING.has(word));
}

const EVERYTHING: ReadonlySet<string> = new Set(
  "admin administrator administration all any everything full fullaccess owner root superuser sudo".split(
    " ",
  ),
);

const UNREAD =
  "Nothing in its name says what it allows, so it counts as able to run things until a person has looked.";

function ofScope({ rule, words }: ImpactReason): ImpactReason {
  return { rule, words: rule === "unknown" ? UNREAD : words };
}
