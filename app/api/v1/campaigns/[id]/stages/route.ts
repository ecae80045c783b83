import { apiRoute } from "#lib/doors/api-route.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { getStages } from "#lib/reviews/queries/get-stages.ts";

export const GET = apiRoute(getStages, {
  says: "How far a review is in its stages, and for whom how much waits in the open one.",
  path: { id: "campaignId" },
});

export const POST = apiRoute(endStage, {
  says: "Ends the open stage, named by its number, when everything in it is answered. People only.",
  path: { id: "campaignId" },
});
