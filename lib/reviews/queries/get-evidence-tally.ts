import { query } from "#lib/kernel/query.ts";
import { loadTallyTotals } from "../evidence-store.ts";
import { campaignInput } from "../input.ts";
import { loadCampaign } from "../store.ts";

/** A review's totals as the database keeps them with every change, to be compared with its items. */
export const getEvidenceTally = query({
  name: "get-evidence-tally",
  permission: "evidence:export",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    return loadTallyTotals(tx, campaign.id, campaign.definition.noResponse);
  },
});
