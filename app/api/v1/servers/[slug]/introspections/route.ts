import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

export const GET = apiRoute(
  getServerId,
  {
    says: "The ten latest introspections, newest first, and whether the server may be asked now.",
    answer: "list",
  },
  async ({ actor, input }) => {
    const serverId = await getServerId(actor, input);
    const { items, verdict, isCommandAllowed } = await listIntrospections(actor, { serverId });
    return { ...wholeList(items), verdict, isCommandAllowed };
  },
);

export const POST = apiRoute(
  askIntrospection,
  {
    says: "`{ introspectionId }`: the worker asks the server; its answer appears in the list. Send `{}`.",
    path: { slug: "serverId" },
    status: 202,
  },
  async ({ actor, params }) => {
    const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
    return askIntrospection(actor, { serverId });
  },
);
