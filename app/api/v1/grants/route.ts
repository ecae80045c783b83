import { apiRoute } from "#lib/doors/api-route.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";

export const GET = apiRoute(listGrants, {
  says: "One page of grants, those in force, soonest end first, unless asked otherwise.",
  answer: "page",
});
