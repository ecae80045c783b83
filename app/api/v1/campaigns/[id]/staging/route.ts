import { apiRoute } from "#lib/doors/api-route.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { unstageCampaign } from "#lib/reviews/commands/unstage-campaign.ts";
import { getCampaignBeforeRun } from "#lib/reviews/queries/get-campaign-before-run.ts";

const path = { id: "campaignId" };

export const GET = apiRoute(getCampaignBeforeRun, {
  says: "How far a review's population is gathered, who would review how much, and what would come of it.",
  path,
});

export const POST = apiRoute(askToStage, {
  says: "Asks for everything in a draft's scope to be gathered and frozen; it goes on after the answer.",
  path,
  status: 202,
});

export const DELETE = apiRoute(unstageCampaign, {
  says: "Throws a frozen population away, so that the review can be changed. `If-Match` names its version.",
  path,
});
