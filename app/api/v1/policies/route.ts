import type { z } from "zod";
import { route } from "#lib/doors/route.ts";
import type { listPolicyVersionsInput } from "#lib/policy/approval-input.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { listPolicyVersions } from "#lib/policy/queries/list-policy-versions.ts";
import { fromSearch } from "../from-search.ts";

/** `GET ?before=&limit=` -> the approval policy in force, and its versions, newest first: `{ inForce, items, nextBefore }`. */
export const GET = route(async ({ actor, search }) => ({
  inForce: await getApprovalPolicy(actor, {}),
  ...(await listPolicyVersions(actor, fromSearch<z.input<typeof listPolicyVersionsInput>>(search))),
}));
