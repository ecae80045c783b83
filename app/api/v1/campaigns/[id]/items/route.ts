import { apiRoute } from "#lib/doors/api-route.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";

export const GET = apiRoute(listReviewItems, {
  says: "One page of a review's items in the order they were frozen, each with its facts, its answer and what the caller may do.",
  path: { id: "campaignId" },
  answer: "page",
});
