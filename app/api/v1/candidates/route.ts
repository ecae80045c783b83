import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { route } from "#lib/doors/route.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?state=&search=&client=&machine=&has=&seen=&limit=&cursor=` -> one page of candidates. */
export const GET = route(({ actor, search }) => listCandidates(actor, fromSearch(search, ["has"])));
