import { apiRoute } from "#lib/doors/api-route.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";

export const GET = apiRoute(getReviewItem, {
  says: "One item of a review with all that its reviewer sees: facts, use, findings, what changed since, what others have.",
  path: { id: "campaignId" },
});
