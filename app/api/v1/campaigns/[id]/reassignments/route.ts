import { apiRoute } from "#lib/doors/api-route.ts";
import { reassignItems } from "#lib/reviews/commands/reassign-items.ts";
import { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";

export const GET = apiRoute(listReassignments, {
  says: "One page of what was passed from one reviewer to another, newest first.",
  path: { id: "campaignId" },
  answer: "page",
});

export const POST = apiRoute(reassignItems, {
  says: "Passes items that wait to somebody else, with a reason: some by their ids, or all of one person's. People only.",
  path: { id: "campaignId" },
});
