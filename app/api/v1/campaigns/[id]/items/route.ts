import { route } from "#lib/doors/route.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> every item of one review, at most 2,000, in the order they were frozen. */
export const GET = route(async ({ actor, params }) => {
  const { items } = await getCampaign(actor, { campaignId: pathParam(params, "id") });
  return wholeList(items);
});
