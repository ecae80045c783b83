import { apiRoute } from "#lib/doors/api-route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";

export const GET = apiRoute(getServer, {
  says: "One server with its tools, scopes and credentials, and what the caller may do.",
});
