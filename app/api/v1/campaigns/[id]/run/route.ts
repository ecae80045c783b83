import { apiRoute } from "#lib/doors/api-route.ts";
import { runCampaign } from "#lib/reviews/commands/run-campaign.ts";

export const POST = apiRoute(runCampaign, {
  says: "Starts a staged review: its reviewers are asked, and time runs.",
  path: { id: "campaignId" },
});
