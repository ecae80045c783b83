/** Stages: when one may end, and how long the next one lasts. Which items come to it: `stage_takes` in the migrations. */
import { addDays } from "date-fns/addDays";
import type { CampaignState } from "#lib/kernel/generated/enums.ts";
import type { ReviewStage } from "./campaign-definition.ts";

/** Moves a page of items to the stage that was opened. */
export const MOVE_TASK = "move-review-items";
/** Items that one transaction moves or passes on. */
export const ITEMS_AT_ONCE = 5_000;

/** How far a running review has come. */
export interface StageProgress {
  state: CampaignState;
  /** The stage that is open, from 1. */
  stage: number;
  stages: readonly Pick<ReviewStage, "days">[];
  stageEndsAt: Date | null;
  /** Items of this stage that nobody answered. */
  waiting: number;
  /** Items that are still to come to it. */
  coming: number;
}

export type StageEnd =
  | { ok: true; stage: number; endsAt: Date; dueAt: Date }
  | { ok: false; code: "refused"; reason: string };

/** May the stage end now, so that the next one is opened? Its days begin now, whenever the last one was to end. */
export function decideStageEnd(review: StageProgress, now: Date): StageEnd {
  const { state, stage, stages, stageEndsAt, waiting, coming } = review;
  if (state !== "running") return refuse("This review does not run, so no stage of it ends.");
  if (stage >= stages.length) return refuse("This is its last stage. Close the review instead.");
  if (coming > 0) return refuse("Items are still on their way to this stage. Wait until that is done.");
  const isOver = stageEndsAt !== null && stageEndsAt <= now;
  if (waiting > 0 && !isOver) {
    return refuse(
      waiting === 1
        ? "1 item of this stage waits for an answer, and there is time left. Pass it on, or wait."
        : `${waiting} items of this stage wait for an answer, and there is time left. Pass them on, or wait.`,
    );
  }
  const left = stages.slice(stage);
  const days = left.reduce((sum, one) => sum + one.days, 0);
  return { ok: true, stage: stage + 1, endsAt: addDays(now, left[0]?.days ?? 1), dueAt: addDays(now, days) };
}

function refuse(reason: string): { ok: false; code: "refused"; reason: string } {
  return { ok: false, code: "refused", reason };
}
