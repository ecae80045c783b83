import { apiRoute } from "#lib/doors/api-route.ts";
import { defineCampaign } from "#lib/reviews/commands/define-campaign.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";

export const GET = apiRoute(listCampaigns, {
  says: "One page of reviews with their progress, newest first.",
  answer: "page",
});

export const POST = apiRoute(defineCampaign, {
  says: "Defines a review, as a draft: nothing is gathered and nobody is asked until it is staged and run.",
  status: 201,
});
