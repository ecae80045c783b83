import { apiRoute } from "#lib/doors/api-route.ts";
import { answerAskedChange } from "#lib/reviews/commands/answer-asked-change.ts";

export const POST = apiRoute(answerAskedChange, {
  says: "What became of a change that a review asked for: done, or declined for a reason, by whoever answers for the server.",
  path: { id: "campaignId", itemId: "itemId" },
});
