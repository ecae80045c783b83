import { addDays } from "date-fns/addDays";
import { subDays } from "date-fns/subDays";
import type { Tx } from "#lib/kernel/db.ts";
import { query } from "#lib/kernel/query.ts";
import { allowedBeforeRun, hasTooMany, ITEMS_A_DAY } from "../before-run.ts";
import {
  loadBreakdown,
  loadLoadTotals,
  loadReviewerLoads,
  loadStagingExpected,
  loadStagingFailure,
} from "../before-run-store.ts";
import { daysOf } from "../campaign-definition.ts";
import { findDefinitionProblems } from "../find-definition-problems.ts";
import { campaignInput } from "../input.ts";
import { parseFacts } from "../item-facts.ts";
import { STALE_AFTER_DAYS } from "../staging.ts";
import { loadStagingCounter, loadUnassigned } from "../staging-store.ts";
import { startsItselfNow } from "../starts-itself.ts";
import { type CampaignRow, loadCampaign } from "../store.ts";

/** Reviewers shown; the rest is a number. */
const REVIEWERS_SHOWN = 100;

/**
 * What there is to know of a review before anybody is asked: what is wrong with its definition, how far its population is
 * gathered, and, once it is frozen, who would review how much and what would come of it. For each action `allowed` is
 * true, or the reason it is not to be had. Times are ISO 8601.
 *
 * @throws AppError `not_found`
 */
export const getCampaignBeforeRun = query({
  name: "get-campaign-before-run",
  permission: "campaign:read",
  input: campaignInput,
  run: async ({ tx, actor, now }, { campaignId }) => {
    const campaign = await loadCampaign(tx, actor.organizationId, campaignId);
    const { definition, state, summary } = campaign;
    const days = definition.stages[0]?.days ?? 1;
    const loads = await loadLoadTotals(tx, campaignId, {
      most: ITEMS_A_DAY * days,
      seenSince: subDays(now, STALE_AFTER_DAYS),
    });
    const reviewers = await loadReviewerLoads(tx, campaignId, REVIEWERS_SHOWN);
    const breakdown = await loadBreakdown(tx, campaignId);
    const isStaging = campaign.stagingAskedAt !== null;
    return {
      problems: state === "discarded" ? [] : await findDefinitionProblems(tx, definition),
      staging: isStaging ? await stagingNow(tx, actor.organizationId, campaign) : null,
      /** Why it did not start by itself, though it was to by now; null where nothing was in the way. */
      notStarted: startsItselfNow(campaign, now) ? campaign.startRefusal : null,
      /** Why its population could not be gathered the last time. */
      failure: state === "draft" && !isStaging ? await loadStagingFailure(tx, campaignId) : null,
      /** What the frozen facts speak for, and how old they are. */
      summary,
      breakdown,
      /** Items that end when nobody answers at all. */
      endsInSilence: breakdown
        .filter(({ risk }) => definition.noResponse[risk] === "revoke")
        .reduce((sum, { items }) => sum + items, 0),
      loads,
      reviewers: reviewers.map(({ lastSignedInAt, ...reviewer }) => ({
        ...reviewer,
        lastSignedInAt: lastSignedInAt?.toISOString() ?? null,
        hasTooMany: hasTooMany(reviewer.items, days),
      })),
      /** At most 20 of the items that nobody could answer for. */
      unassigned: (await loadUnassigned(tx, campaignId)).map(({ id, subjectKind, serverName, facts }) => ({
        id,
        kind: subjectKind,
        server: serverName,
        name: parseFacts(facts).name,
      })),
      /** When it would end if it were started now. */
      wouldEndAt: addDays(now, daysOf(definition)).toISOString(),
      allowed: allowedBeforeRun({ state, isStaging, unassigned: loads.unassigned }, actor),
    };
  },
});

async function stagingNow(tx: Tx, organizationId: string, { id, stagingAskedAt, stagingFrom }: CampaignRow) {
  const written = (await loadStagingCounter(tx)) - (stagingFrom ?? 0);
  const expected = await loadStagingExpected(tx, organizationId, id);
  return {
    askedAt: stagingAskedAt?.toISOString() ?? null,
    // The counter is shared by all that is gathered: it says no more than is expected of this one.
    written: expected === null ? Math.max(0, written) : Math.min(Math.max(0, written), expected),
    expected,
  };
}
