/** `rules.1.stages.0.quorum` as “Rule 2, stage 1”. */
export function placeInWords(at: string): string {
  const [part, index, inner, stage] = at.split(".");
  if (part === "rules" && index !== undefined) {
    const rule = `Rule ${Number(index) + 1}`;
    return inner === "stages" && stage !== undefined ? `${rule}, stage ${Number(stage) + 1}` : rule;
  }
  if (part === "breakGlass") return "Break glass";
  if (part === "change") return "Changing this policy";
  return part === "calendar" ? "Calendar" : "Answers";
}

/** Where a rule stands on the page, for who is led to it. */
export function ruleAnchor(ruleId: string): string {
  return `rule-${ruleId}`;
}
