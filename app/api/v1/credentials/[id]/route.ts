import { apiRoute } from "#lib/doors/api-route.ts";
import { getCredential } from "#lib/inventory/queries/get-credential.ts";

export const GET = apiRoute(getCredential, {
  says: "One credential, its rotations and the other servers that use the same value; never the value.",
  path: { id: "credentialId" },
});
