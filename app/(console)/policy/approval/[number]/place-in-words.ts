/** `rules.1.stages.0.quorum` as “Rule 2, stage 1”. */
export function placeInWords(at: string): string {
  const [part, index, inner, stage] = at.split(".");
  if (part === "rules" && index !== undefined) {
    const rule = `Rule ${Number(index) + 1}`;
    return inner === "stages" && stage !== undefined ? `${rule}, stage ${Number(stage) + 1}` : rule;
  }
  if (part === "reviewCadence") {
    return index === "rules" && inner !== undefined
      ? `Reviews of servers, rule ${Number(inner) + 1}`
      : "Reviews of servers";
  }
  if (part === "reviewPace") return "Pace of answers in reviews";
  if (part === "breakGlass") return "Break glass";
  if (part === "change") return "Changing this policy";
  return part === "calendar" ? "Calendar" : "Answers";
}

/** Where a part of the policy that is no rule stands on the page; null for rules. */
export function partAnchor(at: string): string | null {
  const [part, field] = at.split(".");
  if (part === "breakGlass" || part === "change" || part === "reviewCadence" || part === "reviewPace")
    return `part-${part}`;
  if (part === "answer" && field !== "withinDays") return "part-follow-up";
  return part === "answer" || part === "calendar" ? "part-answer" : null;
}

/** Where a rule stands on the page, for who is led to it. */
export function ruleAnchor(ruleId: string): string {
  return `rule-${ruleId}`;
}
