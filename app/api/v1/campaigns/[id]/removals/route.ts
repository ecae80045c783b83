import { apiRoute } from "#lib/doors/api-route.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";

export const GET = apiRoute(listRemovals, {
  says: "What closing a review would end, what is tried again, or what failed, one by one.",
  path: { id: "campaignId" },
});
