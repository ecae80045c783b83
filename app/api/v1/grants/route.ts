import { route } from "#lib/doors/route.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { fromSearch } from "../from-search.ts";

const LISTS = ["status", "kind", "origin", "environment", "impact"];

/**
 * `GET ?status=&kind=&origin=&environment=&impact=&serverId=&consumerId=&answererId=&window=&endsBefore=&q=&sort=&limit=&cursor=`
 * -> one page of grants, those in force, soonest end first, unless asked otherwise.
 */
export const GET = route(({ actor, search }) => listGrants(actor, fromSearch(search, LISTS)));
