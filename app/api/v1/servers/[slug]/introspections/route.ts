import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { route } from "#lib/doors/route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the ten latest introspections, newest first, and whether the server may be asked now. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  const { items, verdict, isCommandAllowed } = await listIntrospections(actor, { serverId });
  return { ...wholeList(items), verdict, isCommandAllowed };
});

/** `POST {}` -> `{ introspectionId }`: the worker asks the server; its answer appears in the list. */
export const POST = route(
  async ({ actor, params }) => {
    const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
    return askIntrospection(actor, { serverId });
  },
  { status: 202 },
);
