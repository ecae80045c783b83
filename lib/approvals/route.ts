import { dataClassesSaid } from "#lib/inventory/enum-words.ts";
import type { Impact } from "#lib/kernel/generated/enums.ts";
import { chooseRule, type RequestSubject } from "#lib/policy/approval/choose-rule.ts";
import { dayWords } from "#lib/policy/approval/plain-words.ts";
import type { ApprovalPolicy, ApproverSource } from "#lib/policy/approval/policy-document.ts";
import { type ApproverNames, chaseWords, pathWords, stageWords } from "#lib/policy/approval/policy-words.ts";
import { type FollowUp, followUpOf } from "./follow-up.ts";

/** A stage as it is frozen onto the request. */
export interface RouteStage {
  position: number;
  name: string;
  quorum: number;
  from: ApproverSource[];
  needsStepUp: boolean;
  needsReason: boolean;
  /** Whom it asks, in words: “2 people of the group Security”. */
  words: string;
}

/** The path a request takes, and why, as it is frozen onto the request (product rule 3). */
export interface Route {
  /** The number of the policy's version; 0 is the one that Steward starts with. */
  policyVersion: string;
  ruleIds: string[];
  stages: RouteStage[];
  isAutomatic: boolean;
  needsDistinctPeople: boolean;
  maxDurationDays: number;
  /** What happens while nobody answers; null where nothing does. Requests of before it was asked have none. */
  followUp: FollowUp | null;
  /** Why this path, sentence by sentence. */
  words: string[];
}

const IMPACT_WORDS: Record<Impact, string> = {
  reads: "It only reads",
  changes_data: "It changes data",
  executes: "It executes something",
  regulated: "It touches a regulated system",
};

/** What the policy in force asks for, by the first of its rules that fits. */
export function route(
  { number, policy }: { number: number; policy: ApprovalPolicy },
  subject: RequestSubject,
  names: ApproverNames,
  /** Why rules that ask nobody are passed over, in words; null where they are not. */
  whyNotAutomatic: string | null = null,
): Route {
  const first = chooseRule(policy, subject);
  const isPassedOver = first?.isAutomatic === true && whyNotAutomatic !== null;
  // The last rule is for everything and asks somebody, so there is another.
  const rule = isPassedOver
    ? chooseRule({ rules: policy.rules.filter(({ isAutomatic }) => !isAutomatic) }, subject)
    : first;
  // A policy takes effect only when its last rule is for everything (policy-problems.ts).
  if (rule === null)
    throw new Error(`version ${number} of the approval policy has no rule for ${subject.kind}`);
  const { impact, environment, dataClasses } = subject;
  const reaches =
    dataClasses.length === 0 ? "" : `, on a server that holds ${dataClassesSaid(dataClasses)} data`;
  const { answer, calendar } = policy;
  return {
    policyVersion: String(number),
    ruleIds: [rule.id],
    stages: rule.stages.map(({ name, quorum, from, needsStepUp, needsReason }, index) => ({
      position: index + 1,
      name,
      quorum,
      from,
      needsStepUp,
      needsReason,
      words: stageWords({ quorum, from }, names),
    })),
    isAutomatic: rule.isAutomatic,
    needsDistinctPeople: rule.needsDistinctPeople,
    maxDurationDays: rule.daysMax,
    followUp: rule.isAutomatic ? null : followUpOf({ answer, calendar }, names),
    words: [
      `${IMPACT_WORDS[impact]}, in ${environment}${reaches}: ${pathWords(rule, names)}.`,
      `That is the rule “${rule.name}”. What is granted by it lasts at most ${dayWords(rule.daysMax, "day")}.`,
      ...(isPassedOver ? [whyNotAutomatic] : []),
      ...(rule.isAutomatic
        ? []
        : [
            "Neither the person who asks nor anybody who gains access by it may decide.",
            ...(rule.stages.length > 1 && rule.needsDistinctPeople
              ? ["Each stage is answered by different people."]
              : []),
            ...chaseWords(answer, names),
            `Without an answer within ${dayWords(answer.withinDays, "working day")} the request expires.`,
          ]),
    ],
  };
}
