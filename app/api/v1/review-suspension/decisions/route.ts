import { apiRoute } from "#lib/doors/api-route.ts";
import { answerReviewSuspension } from "#lib/grants/commands/answer-review-suspension.ts";

export const POST = apiRoute(answerReviewSuspension, {
  says: "A second person's word on a suspension that waits: people only, and nobody who wrote the policy.",
  status: 201,
});
