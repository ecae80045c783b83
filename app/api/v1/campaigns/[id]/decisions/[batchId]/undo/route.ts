import { apiRoute } from "#lib/doors/api-route.ts";
import { undoDecisions } from "#lib/reviews/commands/undo-decisions.ts";

export const POST = apiRoute(undoDecisions, {
  says: "Takes back, within ten seconds, what the caller answered together.",
  path: { id: "campaignId" },
});
