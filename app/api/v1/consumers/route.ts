import { apiRoute } from "#lib/doors/api-route.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";

export const GET = apiRoute(listConsumerPage, { says: "One page of consumers, by name.", answer: "page" });
