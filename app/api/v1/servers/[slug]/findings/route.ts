import { apiRoute } from "#lib/doors/api-route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServerId,
  { says: "The rules this server breaks at this moment, gravest first.", answer: "list" },
  async ({ actor, input }) => {
    const serverId = await getServerId(actor, input);
    return wholeList(await getServerFindings(actor, { serverId }));
  },
);
