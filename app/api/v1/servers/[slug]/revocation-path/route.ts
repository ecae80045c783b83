import { route } from "#lib/doors/route.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { getServerId } from "#lib/inventory/queries/get-server-id.ts";
import { pathParam } from "../../../path-param.ts";

/** `GET` -> how the server is cut off, step by step. */
export const GET = route(async ({ actor, params }) => {
  const serverId = await getServerId(actor, { slug: pathParam(params, "slug") });
  return getRevocationPath(actor, { serverId });
});
