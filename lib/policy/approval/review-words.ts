import { dayWords, either, IMPACT_WORDS } from "./plain-words.ts";
import type { CadenceScope, ReviewCadence, ReviewPace } from "./review-terms.ts";

/** How often servers are reviewed and what happens when one is not: a sentence each. */
export function cadenceWords({ rules, warnDays, suspendAfterDays }: ReviewCadence): string[] {
  return [
    ...rules.map(
      ({ when, everyDays }) => `${sentence(cadenceScopeWords(when))}: every ${dayWords(everyDays, "day")}.`,
    ),
    `Owners are told ${dayWords(warnDays, "day")} before.`,
    suspendAfterDays === null
      ? "Nothing is suspended because a review is overdue."
      : `Overdue by ${dayWords(suspendAfterDays, "day")}, grants of what changes data, executes something or touches a regulated system are suspended until the server was reviewed.`,
  ];
}

/** “servers in production of critical criticality that change data”. */
export function cadenceScopeWords({ environments, impacts, criticalities }: CadenceScope): string {
  const parts = [
    environments.length + impacts.length + criticalities.length === 0 ? "everything else" : "servers",
    environments.length === 0 ? "" : `in ${either(environments)}`,
    criticalities.length === 0 ? "" : `of ${either(criticalities)} criticality`,
    impacts.length === 0
      ? ""
      : `with an enabled tool that ${either(impacts.map((impact) => IMPACT_WORDS[impact] ?? impact))} at the gravest`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Which pace is noted, and what comes of it: a sentence each. */
export function paceWords({ minimumSeconds, samplePercent }: ReviewPace): string[] {
  const noted = (["low", "medium", "high"] as const)
    .filter((risk) => minimumSeconds[risk] > 0)
    .map((risk) => `${dayWords(minimumSeconds[risk], "second")} for ${risk} risk`);
  if (noted.length === 0) return ["The pace of answers is not noted."];
  return [
    `Answers that follow the one before in less than ${either(noted)} are noted on the record.`,
    samplePercent === 0
      ? "Nobody else is asked about them."
      : `${samplePercent} in a hundred of them are answered by a second reviewer too.`,
  ];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
