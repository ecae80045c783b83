import { route } from "#lib/doors/route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { listServerSystems } from "#lib/inventory/queries/list-server-systems.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the business systems that the server reaches. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  return wholeList(await listServerSystems(actor, { serverId }));
});
