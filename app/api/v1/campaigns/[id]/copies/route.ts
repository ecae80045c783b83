import { apiRoute } from "#lib/doors/api-route.ts";
import { copyCampaign } from "#lib/reviews/commands/copy-campaign.ts";

export const POST = apiRoute(copyCampaign, {
  says: "Defines a new review that asks what another asked, as a draft.",
  path: { id: "campaignId" },
  status: 201,
});
