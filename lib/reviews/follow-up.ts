/**
 * What happens while nobody answers: when those with work left are reminded, when what waits goes to the next in line,
 * when whoever manages the review is asked to close it. Never more often than it helps.
 */
import { addDays } from "date-fns/addDays";
import { subDays } from "date-fns/subDays";
import type { CampaignDefinition } from "./campaign-definition.ts";
import type { StageProgress } from "./stages.ts";

/** Passes on, page by page, what was not answered in time. */
export const ESCALATE_TASK = "escalate-review-items";
/** Backup owner, the owner's manager, an administrator. */
const ESCALATIONS_MAX = 3;
/** Nobody is reminded before this hour. */
export const REMIND_HOUR = 8;

/** Days before a stage ends on which whoever has work left is reminded, and after it. */
const DAYS_LEFT = [7, 3, 1, 0, -3];
const WEEK = 7;

interface Stage {
  stageStartedAt: Date | null;
  stageEndsAt: Date | null;
}

/**
 * Since when whoever has work left should have been told again; null when that is not yet. Whoever was told after that
 * moment, by a reminder or by being asked, is not told again.
 */
export function remindedSince({ stageStartedAt, stageEndsAt }: Stage, now: Date): Date | null {
  if (stageStartedAt === null || stageEndsAt === null) return null;
  const marks = DAYS_LEFT.map((days) => subDays(stageEndsAt, days));
  for (let days = WEEK; addDays(stageEndsAt, days) <= now && marks.length < 60; days += WEEK) {
    marks.push(addDays(stageEndsAt, days));
  }
  const begun = addDays(stageStartedAt, 1);
  return marks.filter((mark) => mark >= begun && mark <= now).at(-1) ?? null;
}

type Following = Omit<StageProgress, "stages"> & {
  definition: CampaignDefinition;
  escalations: number;
  escalatedAt: Date | null;
};

/** Is whoever manages it to be told that its time is up? Weekly, until it closes: none that is declined is forgotten. */
export function isOverdueToTell(review: Following & { overdueToldAt: Date | null }, now: Date): boolean {
  const { overdueToldAt, stageEndsAt, waiting } = review;
  if (!isOver(review, now)) return false;
  // That everything is answered was told when it was.
  const from = overdueToldAt ?? (waiting > 0 ? null : stageEndsAt);
  return from === null || addDays(from, WEEK) <= now;
}

/** Is its last stage over, with something unanswered? */
export function isTimeUp(review: Following, now: Date): boolean {
  return isOver(review, now) && review.waiting > 0;
}

/** Does what waits go to the next in line now? Days count from the end, and from the last time. */
export function isEscalationDue(review: Following, now: Date): boolean {
  const { escalateAfterDays } = review.definition.overdue;
  const from = review.escalatedAt ?? review.stageEndsAt;
  if (escalateAfterDays === null || from === null || review.escalations >= ESCALATIONS_MAX) return false;
  return isTimeUp(review, now) && addDays(from, escalateAfterDays) <= now;
}

/** Does it close by itself now? Only where its definition says so. */
export function isClosingDue(review: Following, now: Date): boolean {
  const { closeAfterDays } = review.definition.overdue;
  if (closeAfterDays === null || review.stageEndsAt === null) return false;
  return isOver(review, now) && addDays(review.stageEndsAt, closeAfterDays) <= now;
}

function isOver({ state, stage, definition, stageEndsAt, coming }: Following, now: Date): boolean {
  return (
    state === "running" &&
    stage >= definition.stages.length &&
    coming === 0 &&
    stageEndsAt !== null &&
    stageEndsAt <= now
  );
}
