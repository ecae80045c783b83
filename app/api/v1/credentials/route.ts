import { route } from "#lib/doors/route.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { fromSearch } from "../from-search.ts";

/**
 * `GET ?state=&kind=&keptIn=&team=&window=&day=&answererId=&sort=&limit=&cursor=` -> one page, soonest end first unless
 * sorted otherwise; never a value.
 */
export const GET = route(({ actor, search }) =>
  listCredentials(actor, fromSearch(search, ["state", "kind", "keptIn", "team"])),
);
