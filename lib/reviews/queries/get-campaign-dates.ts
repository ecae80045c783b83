import { refused } from "#lib/kernel/app-error.ts";
import { query } from "#lib/kernel/query.ts";
import { datesOf } from "../campaign-dates.ts";
import { campaignInput } from "../input.ts";
import { loadCampaign } from "../store.ts";

/**
 * A review's name and the dates that people plan around.
 *
 * @throws AppError `not_found`; `refused` before it has started, when it has none
 */
export const getCampaignDates = query({
  name: "get-campaign-dates",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const { id, name } = campaign;
    const dates = datesOf(campaign);
    if (dates.length === 0) {
      throw refused("It has no dates before it is started.", { kind: "campaign", id, name });
    }
    return { id, name, dates };
  },
});
