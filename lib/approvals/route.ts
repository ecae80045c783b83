import { isHighImpact } from "#lib/inventory/impact.ts";
import type { Environment, Impact } from "#lib/kernel/generated/enums.ts";
import { dataClassesSaid } from "../inventory/enum-words.ts";
import type { StageFacts } from "./model.ts";

/** Version of the approval rules below; frozen onto every request (product rule 3). */
export const POLICY_VERSION = "2026-11-22.1";

/** Days an unanswered request waits. No response is not approval (product rule 8). */
export const ANSWER_DAYS = 14;

const DAYS_MAX = 365;
const HIGH_IMPACT_PRODUCTION_DAYS_MAX = 90;

/** The path a request takes, and why, as it is frozen onto the request. */
export interface Route {
  policyVersion: string;
  ruleIds: string[];
  stages: StageFacts[];
  maxDurationDays: number;
  /** Why this path, sentence by sentence. */
  words: string[];
}

const IMPACT_WORDS: Record<Impact, string> = {
  reads: "It only reads",
  changes_data: "It changes data",
  executes: "It executes something",
  regulated: "It touches a regulated system",
};

/** What the approval rules ask for, by business impact, environment and data classes. */
export function route(impact: Impact, environment: Environment, dataClasses: readonly string[]): Route {
  const isShort = isHighImpact(impact) && environment === "production";
  const reaches =
    dataClasses.length === 0 ? "" : `, on a server that holds ${dataClassesSaid(dataClasses)} data`;
  return {
    policyVersion: POLICY_VERSION,
    ruleIds: ["risk-approval", isShort ? "high-impact-production-90-days" : "at-most-365-days"],
    stages: [{ position: 1, name: "Risk approval", approverRole: "approver", quorum: 1 }],
    maxDurationDays: isShort ? HIGH_IMPACT_PRODUCTION_DAYS_MAX : DAYS_MAX,
    words: [
      `${IMPACT_WORDS[impact]}, in ${environment}${reaches}: one person with the role approver decides.`,
      isShort
        ? `Because it is more than reading and in production, it lasts at most ${HIGH_IMPACT_PRODUCTION_DAYS_MAX} days.`
        : `It lasts at most ${DAYS_MAX} days.`,
      "Neither the person who asks nor anybody who gains access by it may decide.",
      `Without an answer within ${ANSWER_DAYS} days the request expires.`,
    ],
  };
}
