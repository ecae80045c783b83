import { apiRoute } from "#lib/doors/api-route.ts";
import { acceptFailures } from "#lib/reviews/commands/accept-failures.ts";

export const POST = apiRoute(acceptFailures, {
  says: "Closes a review although something failed, with that and the reason on record.",
  path: { id: "campaignId" },
});
