import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(listCandidates, { says: "One page of candidates.", answer: "page" });
