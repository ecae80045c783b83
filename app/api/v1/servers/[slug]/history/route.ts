import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";

export const GET = apiRoute(
  listServerHistory,
  { says: "What happened to the server, newest first.", path: { slug: "serverId" }, answer: "page" },
  async ({ actor, params, input }) => {
    const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
    return listServerHistory(actor, { ...input, serverId });
  },
);
