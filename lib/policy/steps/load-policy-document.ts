import type { Tx } from "../../kernel/db.ts";
import { type ApprovalPolicy, approvalPolicyDocument } from "../approval/policy-document.ts";
import { STARTING_POLICY } from "../approval/starting-policy.ts";
import { loadVersion } from "../approval-policy-store.ts";

/**
 * The document of one version, 0 being what Steward starts with; null when it was written for another Steward and
 * cannot be read. @throws AppError `not_found`
 */
export async function loadPolicyDocument(tx: Tx, number: number): Promise<ApprovalPolicy | null> {
  if (number === 0) return STARTING_POLICY;
  return approvalPolicyDocument.safeParse((await loadVersion(tx, number)).document).data ?? null;
}
