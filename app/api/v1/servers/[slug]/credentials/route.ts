import { route } from "#lib/doors/route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { pathParam } from "../../../path-param.ts";
import { wholeList } from "../../../whole-list.ts";

/** `GET` -> the credentials on record: where each is kept and when it ends, never a value. */
export const GET = route(async ({ actor, params }) => {
  const { credentials } = await getServer(actor, { slug: pathParam(params, "slug") });
  return wholeList(credentials);
});
