import { apiRoute } from "#lib/doors/api-route.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";

export const GET = apiRoute(listCredentials, {
  says: "One page of credentials, soonest end first unless sorted otherwise; never a value.",
  answer: "page",
});
