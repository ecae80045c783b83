import { command, unchanged } from "#lib/kernel/command.ts";
import { isOverdueToTell } from "../follow-up.ts";
import { type FollowedReview, lockFollowed, saveFollowing } from "../follow-up-store.ts";
import { followedInput } from "../stage-input.ts";
import { stageName } from "../stage-store.ts";
import { whomToTell } from "../whom-to-tell.ts";

/**
 * Tells whoever manages it: once, that everything in a stage is answered, so that it can end or the review be closed; and
 * weekly, that the time of the last one is up and it still runs. A review never closes by itself unless it says so.
 */
export const tellWhoManages = command({
  name: "tell-who-manages",
  permission: "campaign:follow-up",
  input: followedInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const review = await lockFollowed(tx, actor.organizationId, campaignId);
    const what = whatToTell(review, now);
    if (what === null) return unchanged({ told: 0 });
    const notify = await whomToTell(tx, review.createdById);
    await saveFollowing(
      tx,
      actor.organizationId,
      campaignId,
      what === "campaign.answered" ? { answeredToldStage: review.stage } : { overdueToldAt: now },
    );
    return {
      result: { told: notify.length },
      events: [
        {
          type: what,
          subject: { kind: "campaign", id: campaignId, name: review.name },
          detail: {
            campaignId,
            stage: review.stage,
            name: stageName(review.definition.stages, review.stage),
            isLastStage: review.stage >= review.definition.stages.length,
            waiting: review.waiting,
            closesAfterDays: review.definition.overdue.closeAfterDays,
            notify,
            href: `/reviews/${campaignId}`,
          },
        },
      ],
    };
  },
});

export function whatToTell(
  review: FollowedReview,
  now: Date,
): "campaign.answered" | "campaign.overdue" | null {
  if (review.state !== "running" || review.coming > 0) return null;
  if (review.waiting === 0 && review.answeredToldStage < review.stage) return "campaign.answered";
  return isOverdueToTell(review, now) ? "campaign.overdue" : null;
}
