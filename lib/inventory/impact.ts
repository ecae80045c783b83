/** What a tool can do to the business, weakest first. Everything but `reads` is high impact. */
export const IMPACTS = ["reads", "changes_data", "executes", "regulated"] as const;
export type Impact = (typeof IMPACTS)[number];

/** Why an impact is what it is: the rule's id, and a sentence for the person who decides. */
export type ImpactReason = { rule: string; words: string };

export function isHighImpact(impact: Impact): boolean {
  return impact !== "reads";
}

export function isAbove(impact: Impact, other: Impact): boolean {
  return rankOf(impact) > rankOf(other);
}

export function highestImpact(impacts: Impact[]): Impact {
  return impacts.reduce<Impact>((highest, impact) => (isAbove(impact, highest) ? impact : highest), "reads");
}

/** The position among the impacts: 0 is harmless. */
export function rankOf(impact: Impact): number {
  return IMPACTS.indexOf(impact);
}
