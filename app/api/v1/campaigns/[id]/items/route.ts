import { apiRoute } from "#lib/doors/api-route.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getCampaign,
  {
    says: "Every item of one review, at most 2,000, in the order they were frozen.",
    path: { id: "campaignId" },
    answer: "list",
  },
  async ({ actor, input }) => wholeList((await getCampaign(actor, input)).items),
);
