import { route } from "#lib/doors/route.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the rules this server breaks at this moment, gravest first. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  return wholeList(await getServerFindings(actor, { serverId }));
});
