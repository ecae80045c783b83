import { apiRoute } from "#lib/doors/api-route.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";

export const GET = apiRoute(getPolicyVersion, {
  says: "One version of the approval policy: its document, what it changes, what is wrong with it.",
});
