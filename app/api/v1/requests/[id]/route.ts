import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one request: what is asked, what changed, who decides, and what the caller may do. */
export const GET = route(({ actor, params }) => getRequest(actor, { requestId: pathParam(params, "id") }));
