import { route } from "#lib/doors/route.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?state=&serverId=&limit=&cursor=` -> one page of reviews with their progress, newest first. */
export const GET = route(({ actor, search }) => listCampaigns(actor, fromSearch(search)));
