import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { query } from "#lib/kernel/query.ts";
import { isTimeUp } from "../follow-up.ts";
import { loadFollowedOne } from "../follow-up-store.ts";
import { campaignInput } from "../input.ts";
import { loadWaiting } from "../seat-store.ts";
import { decideStageEnd } from "../stages.ts";
import { NOBODY } from "../staging-store.ts";
import { loadPeople } from "../store.ts";
import { loadReviewAbsences } from "../voice-store.ts";

/** More of them are found in the list of items. */
const REVIEWERS_MAX = 100;

/**
 * How far a review has come in its stages: which is open, what waits in it, for whom (the most first, at most 100), and
 * whether this person may end it: true, or the reason they may not. Times are ISO 8601.
 */
export const getStages = query({
  name: "get-stages",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const review = await loadFollowedOne(tx, actor.organizationId, campaignId);
    const { stages } = review.definition;
    const waiting = review.state === "running" ? await loadWaiting(tx, campaignId, REVIEWERS_MAX) : [];
    const ids = waiting.map(({ reviewerId }) => reviewerId).filter((id) => id !== NOBODY);
    const people = await loadPeople(tx, ids);
    const absences = (await loadReviewAbsences(tx, ids)).filter(
      ({ startsAt, endsAt }) => startsAt <= now && now < endsAt,
    );
    const end = decideStageEnd({ ...review, stages }, now);
    return {
      state: review.state,
      stage: review.stage,
      isLast: review.stage >= stages.length,
      endsAt: review.stageEndsAt?.toISOString() ?? null,
      waiting: review.waiting,
      /** Items that are still on their way to the stage. */
      coming: review.coming,
      isTimeUp: isTimeUp(review, now),
      escalations: review.escalations,
      end: isPermitted(actor, "campaign:advance")
        ? end.ok || end.reason
        : `Only ${whoMay("campaign:advance")} may end a stage.`,
      canReassign: isPermitted(actor, "campaign:advance"),
      reviewers: waiting.map(({ reviewerId, items }) => {
        const away = absences.find(({ absentId }) => absentId === reviewerId);
        return {
          id: reviewerId,
          /** Null where nobody could be found. */
          person: people.get(reviewerId) ?? null,
          items,
          delegate: away === undefined ? null : { name: away.delegateName, until: away.endsAt.toISOString() },
        };
      }),
    };
  },
});
