import { query } from "#lib/kernel/query.ts";
import { formatOf } from "../evidence.ts";
import { evidenceItemsInput } from "../evidence-input.ts";
import { loadEvidenceItems } from "../evidence-store.ts";
import { loadCampaign } from "../store.ts";

/** The next items of a review behind a position, each with its facts, all its answers and what came of it. */
export const listEvidenceItems = query({
  name: "list-evidence-items",
  permission: "evidence:export",
  input: evidenceItemsInput,
  run: async ({ tx, actor }, { campaignId, after }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const told = { isOver: campaign.closedAt !== null, format: formatOf(campaign.evidenceFormat) };
    return loadEvidenceItems(tx, campaign.id, after, told);
  },
});
