import { apiRoute } from "#lib/doors/api-route.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServerId,
  {
    says: "The access grants in force: who may use the server, until when, and why; the newest 500.",
    answer: "list",
  },
  async ({ actor, input }) => {
    const serverId = await getServerId(actor, input);
    const { items, hasMore } = await listServerGrants(actor, { serverId, kind: "access" });
    return { ...wholeList(items), total: { count: items.length, isEstimate: hasMore } };
  },
);
