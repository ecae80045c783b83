import { query } from "#lib/kernel/query.ts";
import { campaignInput } from "../input.ts";
import { loadReviewerFigures, loadRiskFigures } from "../report-store.ts";
import { loadCampaign } from "../store.ts";
import { loadTotals } from "../tally-store.ts";

/** The figures of a report, from the tally: the totals, by risk, and by reviewer for the 200 with the most items. */
export const getReportFigures = query({
  name: "get-report-figures",
  permission: "evidence:export",
  input: campaignInput,
  run: async ({ tx, actor }, { campaignId }) => {
    const { id, definition } = await loadCampaign(tx, actor.organizationId, campaignId);
    return {
      totals: await loadTotals(tx, id, definition.noResponse),
      risks: await loadRiskFigures(tx, id),
      reviewers: await loadReviewerFigures(tx, id, REVIEWERS_MAX),
    };
  },
});

const REVIEWERS_MAX = 200;
