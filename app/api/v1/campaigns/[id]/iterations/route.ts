import { apiRoute } from "#lib/doors/api-route.ts";
import { restartCampaign } from "#lib/reviews/commands/restart-campaign.ts";

export const POST = apiRoute(restartCampaign, {
  says: "Defines a review of what nobody answered in a closed one and still stands, as a draft.",
  path: { id: "campaignId" },
  status: 201,
});
