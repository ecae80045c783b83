import { route } from "#lib/doors/route.ts";
import { getSystem } from "#lib/inventory/queries/get-system.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one business system. */
export const GET = route(({ actor, params }) => getSystem(actor, { slug: pathParam(params, "slug") }));
