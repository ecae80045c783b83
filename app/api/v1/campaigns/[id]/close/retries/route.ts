import { apiRoute } from "#lib/doors/api-route.ts";
import { retryRemovals } from "#lib/reviews/commands/retry-removals.ts";

export const POST = apiRoute(retryRemovals, {
  says: "Has everything that failed in a closing review tried again, at once.",
  path: { id: "campaignId" },
});
