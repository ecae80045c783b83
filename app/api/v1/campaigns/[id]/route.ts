import { apiRoute } from "#lib/doors/api-route.ts";
import { changeCampaign } from "#lib/reviews/commands/change-campaign.ts";
import { discardCampaign } from "#lib/reviews/commands/discard-campaign.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";

export const GET = apiRoute(getCampaign, {
  says: "One review: its frozen population, totals and what the caller may do. Its items have a list of their own.",
  path: { id: "campaignId" },
});

export const PUT = apiRoute(changeCampaign, {
  says: "Changes what a draft is to ask.",
  path: { id: "campaignId" },
});

export const DELETE = apiRoute(discardCampaign, {
  says: "Gives up a review that nobody was asked about yet; it stays on record. `If-Match` names its version.",
  path: { id: "campaignId" },
});
