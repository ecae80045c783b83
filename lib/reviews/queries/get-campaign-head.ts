import { query } from "#lib/kernel/query.ts";
import { campaignHead } from "../campaign-head.ts";
import { campaignInput } from "../input.ts";
import { loadCampaign } from "../store.ts";

/**
 * One review without its items, as quick with a million of them as with ten.
 *
 * @throws AppError `not_found`
 */
export const getCampaignHead = query({
  name: "get-campaign-head",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) =>
    campaignHead(tx, await loadCampaign(tx, actor.organizationId, campaignId), now),
});
