import { apiRoute } from "#lib/doors/api-route.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";

export const GET = apiRoute(listSystems, { says: "One page of business systems.", answer: "page" });
