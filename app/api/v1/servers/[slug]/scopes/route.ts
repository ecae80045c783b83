import { route } from "#lib/doors/route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> what the server may do downstream. */
export const GET = route(async ({ actor, params }) => {
  const { scopes } = await getServer(actor, { slug: pathParam(params, "slug") });
  return wholeList(scopes);
});
