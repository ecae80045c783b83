import { previewPolicyEffect } from "#lib/approvals/queries/preview-policy-effect.ts";
import { route } from "#lib/doors/route.ts";
import { pathParam } from "../../../path-param.ts";

/** `GET` -> which pending requests would need more under this version, and which grants could not be given again. */
export const GET = route(({ actor, params }) =>
  previewPolicyEffect(actor, { number: pathParam(params, "number") }),
);
