import { apiRoute } from "#lib/doors/api-route.ts";
import { listServerScopes } from "#lib/grants/queries/list-server-scopes.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServerId,
  {
    says: "What the server may do downstream, each with its grant and whether that is in force.",
    answer: "list",
  },
  async ({ actor, input }) => {
    const serverId = await getServerId(actor, input);
    return wholeList(await listServerScopes(actor, { serverId }));
  },
);
