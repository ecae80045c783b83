import { apiRoute } from "#lib/doors/api-route.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";

export const GET = apiRoute(listCampaigns, {
  says: "One page of reviews with their progress, newest first.",
  answer: "page",
});
