import { conflict, refused } from "#lib/kernel/app-error.ts";
import { command, unchanged } from "#lib/kernel/command.ts";
import { drawSecondLooks } from "../draw-second-looks.ts";
import { loadFollowedOne, lockFollowed } from "../follow-up-store.ts";
import { openedStage } from "../opened-stage.ts";
import { endStageInput } from "../stage-input.ts";
import { loadStageCounts, loadStageResult, moveItems, saveStage, stageName } from "../stage-store.ts";
import { decideStageEnd, ITEMS_AT_ONCE, MOVE_TASK } from "../stages.ts";

/**
 * Ends the stage that is open and opens the next: when its time is over (Steward does it), or when everything in it is
 * answered (by hand). What the next one takes goes to its reviewers; of a large review the worker moves the rest. Second
 * looks that are due are drawn first: what waits for one is not answered, and goes on whatever the next stage takes.
 *
 * @throws AppError `refused` when it is the last, or neither over nor answered
 */
export const endStage = command({
  name: "end-stage",
  permission: "campaign:advance",
  input: endStageInput,
  run: async (context, { campaignId, stage }) => {
    const { tx, actor, now } = context;
    const { organizationId } = actor;
    let review = await lockFollowed(tx, organizationId, campaignId);
    const subject = { kind: "campaign", id: campaignId, name: review.name };
    const { stages } = review.definition;
    if (review.stage !== stage || (actor.kind === "system" && review.state !== "running")) {
      if (actor.kind === "system") return unchanged({ campaignId, stage: review.stage });
      throw conflict("review");
    }
    const drawn = await drawSecondLooks(context, campaignId);
    if (drawn.length > 0) review = await loadFollowedOne(tx, organizationId, campaignId);
    const verdict = decideStageEnd({ ...review, stages }, now);
    if (!verdict.ok) throw refused(verdict.reason, subject);
    const before = await loadStageResult(tx, campaignId, stage);
    if (!(await saveStage(tx, organizationId, review, verdict, now))) throw conflict("review");
    const page = await moveItems(tx, campaignId, { after: 0, limit: ITEMS_AT_ONCE });
    const isMoved = page.last === null || (await loadStageCounts(tx, campaignId)).coming === 0;
    const opened = isMoved ? await openedStage(tx, { ...review, ...verdict }, now) : [];
    return {
      result: { campaignId, stage: verdict.stage },
      events: [
        {
          type: "campaign.stage_ended",
          subject,
          detail: {
            campaignId,
            stage,
            name: stageName(stages, stage),
            ...before,
            endedEarly: review.stageEndsAt !== null && now < review.stageEndsAt,
            next: stageName(stages, verdict.stage),
            nextEndsAt: verdict.endsAt.toISOString(),
            moved: page.moved,
          },
        },
        ...drawn,
        ...opened,
      ],
      jobs: isMoved ? [] : [{ task: MOVE_TASK, payload: { campaignId }, key: `${MOVE_TASK} ${campaignId}` }],
    };
  },
});
