import { apiRoute } from "#lib/doors/api-route.ts";
import { getSystem } from "#lib/inventory/queries/get-system.ts";

export const GET = apiRoute(getSystem, { says: "One business system." });
