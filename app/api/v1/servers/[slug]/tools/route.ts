import { route } from "#lib/doors/route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the tools a server offers, with their reviewed impact. */
export const GET = route(async ({ actor, params }) => {
  const { tools } = await getServer(actor, { slug: pathParam(params, "slug") });
  return wholeList(tools);
});
