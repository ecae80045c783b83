import { route } from "#lib/doors/route.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one version of the approval policy: its document, what it changes, what is wrong with it. */
export const GET = route(({ actor, params }) =>
  getPolicyVersion(actor, { number: pathParam(params, "number") }),
);
