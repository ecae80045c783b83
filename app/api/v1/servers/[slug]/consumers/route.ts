import { route } from "#lib/doors/route.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the access grants in force: who may use the server, until when, and why; the newest 500. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  const { items, hasMore } = await listServerGrants(actor, { serverId, kind: "access" });
  return { ...wholeList(items), total: { count: items.length, isEstimate: hasMore } };
});
