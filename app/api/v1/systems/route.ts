import { route } from "#lib/doors/route.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?q=&limit=&cursor=` -> one page of business systems. */
export const GET = route(({ actor, search }) => listSystems(actor, fromSearch(search)));
