import { either } from "#lib/policy/approval/plain-words.ts";
import type { ApprovalPolicy, EscalationSource } from "#lib/policy/approval/policy-document.ts";
import { type ApproverNames, sourceWords } from "#lib/policy/approval/policy-words.ts";
import { addWorkingDays } from "#lib/policy/approval/working-days.ts";
import { counts } from "./counted.ts";
import { currentStage, type Vote } from "./model.ts";

/** What happens while nobody answers, as it is frozen onto the request. */
export type FollowUp = {
  remindAfterDays: number | null;
  escalateAfterDays: number | null;
  escalateTo: EscalationSource[];
  /** Whom that asks, in words. */
  escalationWords: string;
  calendar: ApprovalPolicy["calendar"];
};

/** Null where the policy says of neither reminders nor others to ask. */
export function followUpOf(
  { answer, calendar }: Pick<ApprovalPolicy, "answer" | "calendar">,
  names: ApproverNames,
): FollowUp | null {
  const { remindAfterDays, escalateAfterDays, escalateTo } = answer;
  if (remindAfterDays === null && escalateAfterDays === null) return null;
  return {
    remindAfterDays,
    escalateAfterDays,
    escalateTo,
    escalationWords: either(escalateTo.map((source) => sourceWords(source, names))),
    calendar,
  };
}

interface FollowedStage {
  position: number;
  quorum: number;
  remindedAt: Date | null;
  escalatedAt: Date | null;
}

/** A request as far as its reminders depend on it. */
export interface Followed {
  followUp: FollowUp | null | undefined;
  submittedAt: Date | null;
  stages: readonly FollowedStage[];
  votes: readonly (Vote & { decidedAt: Date })[];
  /** Whose answers count no more. */
  uncountedIds?: readonly string[];
}

export interface Due {
  position: number;
  isReminderDue: boolean;
  isEscalationDue: boolean;
}

/**
 * What is due in the stage that waits, or null. Days count from when that stage was asked, or last reminded of; a clock
 * that was moved back makes it later, never twice.
 */
export function dueOf(request: Followed, now: Date): Due | null {
  const { followUp, submittedAt } = request;
  const stage = currentStage(request);
  if (followUp == null || submittedAt === null || stage === null) return null;
  const openedBy = request.votes.filter(
    (vote) =>
      vote.decision === "approve" &&
      vote.stagePosition < stage.position &&
      counts(vote, request.uncountedIds ?? []),
  );
  const askedAt = latest([submittedAt, ...openedBy.map((vote) => vote.decidedAt)]);
  const remindedLast = latest([askedAt, stage.remindedAt ?? askedAt]);
  const isOver = (days: number | null, from: Date) =>
    days !== null && addWorkingDays(from, days, followUp.calendar) <= now;
  const due = {
    position: stage.position,
    isReminderDue: isOver(followUp.remindAfterDays, remindedLast),
    isEscalationDue: stage.escalatedAt === null && isOver(followUp.escalateAfterDays, askedAt),
  };
  return due.isReminderDue || due.isEscalationDue ? due : null;
}

function latest(moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment.getTime())));
}
