import { apiRoute } from "#lib/doors/api-route.ts";
import { signCampaign } from "#lib/reviews/commands/sign-campaign.ts";
import { getSignOff } from "#lib/reviews/queries/get-sign-off.ts";

export const GET = apiRoute(getSignOff, {
  says: "Who signed a review, for which evidence and figures, or who may.",
  path: { id: "campaignId" },
});

export const POST = apiRoute(signCampaign, {
  says: "Signs a closed review, with a fresh sign-in: the hash of the sign-off, which stands in the audit trail.",
  path: { id: "campaignId" },
});
