import { highestImpact, type Impact, type ImpactReason, isAbove, rankOf } from "./impact.ts";
import { evidenceOf } from "./impact-evidence.ts";
import type { Reach } from "./regulated-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";

export type ImpactAssessment = {
  /** What the server's annotations say; null when they say nothing. */
  claimed: Impact | null;
  suggested: Impact;
  /** Strongest first. The words are sentences for the person who decides. */
  reasons: ImpactReason[];
};

/**
 * What a tool's impact should be taken to be until a person decides. Annotations come from the server and are
 * untrusted: they may raise what name, description and schema suggest, never lower it. Unknown counts as the
 * highest that fits.
 */
export function assessImpact(definition: ToolDefinition, reach: Reach): ImpactAssessment {
  const claimed = claimedImpact(definition.annotations);
  const evidence = evidenceOf(definition, reach);
  const isUnread = !evidence.some((found) => found.isAboutDeed);
  const unknown = isUnread ? [UNKNOWN] : [];
  const own = highestImpact([...evidence, ...unknown].map((found) => found.impact));
  const doubts = [...evidence, ...unknown].filter((found) => found.impact !== "reads" && found.isAboutDeed);
  const raised = claimed !== null && isAbove(claimed, own) ? [raisedByClaim(claimed)] : [];
  const reasons = [...evidence, ...unknown, ...raised]
    .toSorted((a, b) => rankOf(b.impact) - rankOf(a.impact))
    .map(({ rule, words }) => ({ rule, words }));
  const contradiction = claimed === "reads" && doubts.length > 0 ? [CONTRADICTED] : [];
  return {
    claimed,
    suggested: highestImpact([own, ...raised.map((found) => found.impact)]),
    reasons: [...contradiction, ...reasons],
  };
}

/**
 * What annotations say, null when neither readOnlyHint nor destructiveHint is stated. With one of them stated
 * the other has MCP's default (readOnlyHint false, destructiveHint true). A tool that says both "read-only" and
 * "destructive" is taken at its worse word. Annotations have no way to say `executes` or `regulated`.
 */
export function claimedImpact(annotations: Record<string, unknown> | undefined): Impact | null {
  const isReadOnly = annotations?.readOnlyHint;
  const isDestructive = annotations?.destructiveHint;
  if (typeof isReadOnly !== "boolean" && typeof isDestructive !== "boolean") return null;
  return isReadOnly === true && isDestructive !== true ? "reads" : "changes_data";
}

const UNKNOWN = {
  rule: "unknown",
  impact: "executes" as const,
  isAboutDeed: true,
  words:
    "Nothing in its name, description or parameters says what it does, so it counts as able to run things until a person has looked.",
};

const CONTRADICTED: ImpactReason = {
  rule: "claim-contradicted",
  words: "It claims to be read-only, but its name, description or parameters suggest otherwise.",
};

function raisedByClaim(claimed: Impact) {
  return {
    rule: "annotation-raises",
    impact: claimed,
    words: "Its own annotations say that it changes things, although its name and description do not.",
  };
}
