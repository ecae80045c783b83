import { query } from "#lib/kernel/query.ts";
import { whatToTell } from "../commands/tell-who-manages.ts";
import { isClosingDue, isEscalationDue, remindedSince } from "../follow-up.ts";
import { loadFollowed } from "../follow-up-store.ts";
import { listFollowedInput } from "../stage-input.ts";
import { decideStageEnd } from "../stages.ts";

const REVIEWS_AT_ONCE = 100;

/** Running reviews with what is due in each; `next` is the id that the next page begins behind, null for none. */
export const listReviewsToFollowUp = query({
  name: "list-reviews-to-follow-up",
  permission: "campaign:follow-up",
  input: listFollowedInput,
  run: async ({ tx, now }, { after }) => {
    const rows = await loadFollowed(tx, { after, limit: REVIEWS_AT_ONCE });
    return {
      reviews: rows.map((review) => {
        const { stages } = review.definition;
        const isOver = review.stageEndsAt !== null && review.stageEndsAt <= now;
        return {
          campaignId: review.id,
          stage: review.stage,
          isMoving: review.coming > 0,
          isStageOver: isOver && decideStageEnd({ ...review, stages }, now).ok,
          isToTell: whatToTell(review, now) !== null,
          isEscalationDue: isEscalationDue(review, now),
          isClosingDue: isClosingDue(review, now),
          remindedSince: remindedSince(review, now)?.toISOString() ?? null,
        };
      }),
      next: rows.length === REVIEWS_AT_ONCE ? (rows.at(-1)?.id ?? null) : null,
    };
  },
});
