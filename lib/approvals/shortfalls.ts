import { dayWords } from "#lib/policy/approval/plain-words.ts";
import type { ApprovalRule, ApproverSource } from "#lib/policy/approval/policy-document.ts";
import { sourceKey } from "#lib/policy/approval/policy-problems.ts";
import { type ApproverNames, stageWords } from "#lib/policy/approval/policy-words.ts";

/** A stage that something was asked through. */
export interface GivenStage {
  name: string;
  quorum: number;
  from: readonly ApproverSource[];
  needsStepUp: boolean;
}

/** What something was asked or granted by. */
export interface GivenPath {
  /** Null where nobody knows, as for what was there before Steward. */
  stages: readonly GivenStage[] | null;
  needsDistinctPeople: boolean;
  /** For how many days it was asked or granted. */
  durationDays: number;
}

/**
 * What a rule would want beyond the path that something took, in words; empty when that path would do. Stages are
 * compared in order: an approval by other people is not the same approval.
 */
export function shortfalls(given: GivenPath, rule: ApprovalRule, names: ApproverNames): string[] {
  const { stages, durationDays } = given;
  const tooLong =
    durationDays > rule.daysMax
      ? [`It is for ${dayWords(durationDays, "day")}, and would be for ${rule.daysMax} at most.`]
      : [];
  if (rule.isAutomatic) return tooLong;
  if (stages === null) return ["Nobody approved it here, and somebody would have to.", ...tooLong];
  return [
    ...rule.stages.flatMap((wanted, index) => stageShortfalls(stages[index], wanted, names)),
    ...(rule.stages.length > 1 && rule.needsDistinctPeople && !given.needsDistinctPeople && stages.length > 1
      ? ["Different people would have to approve in each stage."]
      : []),
    ...tooLong,
  ];
}

function stageShortfalls(
  given: GivenStage | undefined,
  wanted: ApprovalRule["stages"][number],
  names: ApproverNames,
): string[] {
  const asks = stageWords(wanted, names);
  if (given === undefined) return [`It would also want the stage “${wanted.name}”: ${asks}.`];
  const keys = new Set(wanted.from.map(sourceKey));
  const isOthers = given.from.some((source) => !keys.has(sourceKey(source)));
  return [
    ...(isOthers
      ? [
          `The stage “${wanted.name}” would ask ${asks}, and ${stageWords({ ...given, from: [...given.from] }, names)} ${given.quorum === 1 ? "was" : "were"} asked.`,
        ]
      : given.quorum < wanted.quorum
        ? [`The stage “${wanted.name}” would want ${wanted.quorum} to approve rather than ${given.quorum}.`]
        : []),
    ...(wanted.needsStepUp && !given.needsStepUp
      ? [`The stage “${wanted.name}” would want a fresh sign-in.`]
      : []),
  ];
}
