import type { ApprovalPolicy } from "./policy-document.ts";

/** What is wrong with how unanswered requests are followed up: too late to matter, or nobody to turn to. */
export function answerProblems({
  withinDays,
  remindAfterDays,
  escalateAfterDays,
  escalateTo,
}: ApprovalPolicy["answer"]): { at: string; reason: string }[] {
  const problems: { at: string; reason: string }[] = [];
  if (remindAfterDays !== null && remindAfterDays >= withinDays) {
    problems.push({
      at: "answer.remindAfterDays",
      reason: `A request expires after ${withinDays} working days, so a reminder after ${remindAfterDays} would never be sent.`,
    });
  }
  if (escalateAfterDays !== null && escalateAfterDays >= withinDays) {
    problems.push({
      at: "answer.escalateAfterDays",
      reason: `A request expires after ${withinDays} working days, so others would never be asked after ${escalateAfterDays}.`,
    });
  }
  if (escalateAfterDays !== null && escalateTo.length === 0) {
    problems.push({
      at: "answer.escalateTo",
      reason: "Say who is asked when nobody answers, or leave the days empty.",
    });
  }
  if (escalateAfterDays === null && escalateTo.length > 0) {
    problems.push({
      at: "answer.escalateAfterDays",
      reason: "Say after how many working days these people are asked, or take them off.",
    });
  }
  return problems;
}
