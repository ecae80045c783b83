import { route } from "#lib/doors/route.ts";
import { listServerScopes } from "#lib/grants/queries/list-server-scopes.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> what the server may do downstream, each with its grant and whether that is in force. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  return wholeList(await listServerScopes(actor, { serverId }));
});
