import { apiRoute } from "#lib/doors/api-route.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";

export const GET = apiRoute(getClose, {
  says: "What closing a review would end and skip now, who was asked about that, and how far a close is.",
  path: { id: "campaignId" },
});

export const POST = apiRoute(closeCampaign, {
  says: "Begins to close a review: `closing`, or `waiting` where it would cut off more than one person may or skip second looks. What it skips asks for a `reason`.",
  path: { id: "campaignId" },
});
