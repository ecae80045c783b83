import { query } from "#lib/kernel/query.ts";
import { campaignInput } from "../input.ts";
import { loadCampaign } from "../store.ts";
import { loadTotals } from "../tally-store.ts";

/** A review's totals as the database keeps them with every change, to be compared with its items. */
export const getEvidenceTally = query({
  name: "get-evidence-tally",
  permission: "evidence:export",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    return loadTotals(tx, campaign.id, campaign.definition.noResponse);
  },
});
