import { route } from "#lib/doors/route.ts";
import { getCredential } from "#lib/inventory/queries/get-credential.ts";
import { pathParam } from "../../path-param.ts";

/** `GET` -> one credential, its rotations and the other servers that use the same value. */
export const GET = route(({ actor, params }) =>
  getCredential(actor, { credentialId: pathParam(params, "id") }),
);
