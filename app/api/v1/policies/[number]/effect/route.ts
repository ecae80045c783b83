import { previewPolicyEffect } from "#lib/approvals/queries/preview-policy-effect.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

export const GET = apiRoute(previewPolicyEffect, {
  says: "Which pending requests would need more under this version, and which grants could not be given again.",
});
