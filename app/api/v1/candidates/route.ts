import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { route } from "#lib/doors/route.ts";

/** `GET ?state=&search=&limit=&cursor=` -> one page of candidates. */
export const GET = route(({ actor, search }) => {
  // The schema inside judges what came in.
  return listCandidates(actor, Object.fromEntries(search));
});
