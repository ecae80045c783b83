import { apiRoute } from "#lib/doors/api-route.ts";
import { getReviewSuspension } from "#lib/grants/queries/get-review-suspension.ts";

export const GET = apiRoute(getReviewSuspension, {
  says: "The mass of grants that waits to be suspended because reviews are overdue, with its servers; an empty object when nothing waits.",
});
