import { query } from "#lib/kernel/query.ts";
import { reportItemsInput } from "../evidence-input.ts";
import { loadReportItems } from "../report-store.ts";
import { loadCampaign } from "../store.ts";

/** The next items of one part of a review's report, in their frozen order. */
export const listReportItems = query({
  name: "list-report-items",
  permission: "evidence:export",
  input: reportItemsInput,
  run: async ({ tx, actor }, { campaignId, part, after }) => {
    const { id, definition } = await loadCampaign(tx, actor.organizationId, campaignId);
    return loadReportItems(tx, { id, noResponse: definition.noResponse }, part, after);
  },
});
