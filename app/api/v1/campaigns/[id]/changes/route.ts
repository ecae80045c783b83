import { apiRoute } from "#lib/doors/api-route.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";

export const GET = apiRoute(listAskedChanges, {
  says: "What a review asks to be changed in words or to something narrower, and what became of it.",
  path: { id: "campaignId" },
});
