import { apiRoute } from "#lib/doors/api-route.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";

export const GET = apiRoute(getCampaignProgress, {
  says: "How far a review has come: by risk and kind, team, reviewer (a page of them, most left first) and day, and where its pace leads.",
  path: { id: "campaignId" },
});
