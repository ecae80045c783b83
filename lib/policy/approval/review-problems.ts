import type { PolicyProblem } from "./policy-problems.ts";
import { CADENCE_SUBJECTS, fitsCadence, type ReviewCadence } from "./review-terms.ts";

/** Why a cadence cannot take effect; empty when it can. */
export function cadenceProblems({ rules, warnDays }: ReviewCadence): PolicyProblem[] {
  return [
    ...rules.flatMap(({ id, when, everyDays }, index) => {
      const at = `reviewCadence.rules.${index}`;
      const earlier = rules.slice(0, index);
      const isReached = CADENCE_SUBJECTS.some(
        (subject) => fitsCadence(when, subject) && !earlier.some((one) => fitsCadence(one.when, subject)),
      );
      return [
        ...(earlier.some((one) => one.id === id)
          ? [{ at: `${at}.id`, reason: `Another rule has the id ${id} already.` }]
          : []),
        ...(isReached
          ? []
          : [
              {
                at: `${at}.when`,
                reason: `Rule ${index + 1} never applies: the rules above it take everything that it is for. Move it up, or remove it.`,
              },
            ]),
        ...(everyDays <= warnDays
          ? [
              {
                at: `${at}.everyDays`,
                reason: `Owners would be told ${warnDays} days before, and it is every ${everyDays} days: they would be told all the time.`,
              },
            ]
          : []),
      ];
    }),
    ...lastLeavesSomething(rules),
  ];
}

function lastLeavesSomething(rules: ReviewCadence["rules"]): PolicyProblem[] {
  const last = rules.at(-1);
  if (last === undefined || Object.values(last.when).every((list) => list.length === 0)) return [];
  return [
    {
      at: `reviewCadence.rules.${rules.length - 1}.when`,
      reason: "The last rule must be for everything else, or some servers would never be reviewed.",
    },
  ];
}
