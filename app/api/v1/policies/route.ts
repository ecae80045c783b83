import { apiRoute } from "#lib/doors/api-route.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { listPolicyVersions } from "#lib/policy/queries/list-policy-versions.ts";

export const GET = apiRoute(
  listPolicyVersions,
  { says: "The approval policy in force, and its versions, newest first: `{ inForce, items, nextBefore }`." },
  async ({ actor, input }) => ({
    inForce: await getApprovalPolicy(actor, {}),
    ...(await listPolicyVersions(actor, input)),
  }),
);
