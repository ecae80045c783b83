import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { seesAllRequests } from "#lib/approvals/sees-all-requests.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(
  listRequests,
  {
    says: "One page of requests; all, newest first, unless asked otherwise; for people who do not see all, what they asked for.",
    answer: "page",
  },
  ({ actor, input }) =>
    listRequests(actor, { view: seesAllRequests(actor) ? "all" : "asked-by-me", ...input }),
);

/**
 * Instead of tools and consumers: `moveTo: "production"`, or `extendGrantIds`, or scopes: `scopeIds` of those on record,
 * and `newScopes`.
 */
export const POST = apiRoute(submitRequest, {
  says: "Asks for an approval: `{ requestId, title }`.",
  status: 201,
});
