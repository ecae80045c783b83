import { route } from "#lib/doors/route.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one server with its tools, scopes and credentials, and what the caller may do. */
export const GET = route(({ actor, params }) => getServer(actor, { slug: pathParam(params, "slug") }));
