import { route } from "#lib/doors/route.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one review: its frozen population, totals and what the caller may do. Its items have a list of their own. */
export const GET = route(async ({ actor, params }) => {
  const { items: _, ...campaign } = await getCampaign(actor, { campaignId: pathParam(params, "id") });
  return campaign;
});
