import { query } from "#lib/kernel/query.ts";
import { evidenceRecordsInput } from "../evidence-input.ts";
import { loadEvidenceRecords } from "../evidence-record-store.ts";
import { loadCampaign } from "../store.ts";

/** The next records of one kind of what happened around a review's answers. */
export const listEvidenceRecords = query({
  name: "list-evidence-records",
  permission: "evidence:export",
  input: evidenceRecordsInput,
  run: async ({ tx, actor }, { campaignId, ...after }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    return loadEvidenceRecords(tx, campaign.id, after);
  },
});
