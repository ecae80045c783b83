import { apiRoute } from "#lib/doors/api-route.ts";
import { startCampaign } from "#lib/reviews/commands/start-campaign.ts";

export const POST = apiRoute(startCampaign, {
  says: "Starts a review of every grant of one server in one step: drafted, staged and run at once.",
  status: 201,
});
