import { route } from "#lib/doors/route.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?q=&kind=&state=&ownerId=&limit=&cursor=` -> one page of consumers, by name. */
export const GET = route(({ actor, search }) => listConsumerPage(actor, fromSearch(search)));
