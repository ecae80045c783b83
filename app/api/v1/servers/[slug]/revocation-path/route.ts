import { apiRoute } from "#lib/doors/api-route.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";

export const GET = apiRoute(
  getServerId,
  { says: "How the server is cut off, step by step." },
  async ({ actor, input }) => getRevocationPath(actor, { serverId: await getServerId(actor, input) }),
);
