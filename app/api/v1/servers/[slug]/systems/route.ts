import { apiRoute } from "#lib/doors/api-route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { listServerSystems } from "#lib/inventory/queries/list-server-systems.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServerId,
  { says: "The business systems that the server reaches.", answer: "list" },
  async ({ actor, input }) => {
    const serverId = await getServerId(actor, input);
    return wholeList(await listServerSystems(actor, { serverId }));
  },
);
