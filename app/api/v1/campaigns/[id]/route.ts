import { apiRoute } from "#lib/doors/api-route.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";

export const GET = apiRoute(
  getCampaign,
  {
    says: "One review: its frozen population, totals and what the caller may do. Its items have a list of their own.",
    path: { id: "campaignId" },
  },
  async ({ actor, input }) => {
    const { items: _, ...campaign } = await getCampaign(actor, input);
    return campaign;
  },
);
