import type { Tx } from "../../kernel/db.ts";
import { type ApprovalPolicy, approvalPolicyDocument } from "../approval/policy-document.ts";
import { STARTING_POLICY } from "../approval/starting-policy.ts";
import { findActiveDocument } from "../approval-policy-store.ts";

/** The approval policy in force. `number` is 0 for the one that Steward starts with. */
export async function loadApprovalPolicy(tx: Tx): Promise<{ number: number; policy: ApprovalPolicy }> {
  const row = await findActiveDocument(tx);
  if (row === null) return { number: 0, policy: STARTING_POLICY };
  // Parsed when it was written; parsed again, since it has been kept as JSON meanwhile. What cannot be read stops here.
  return { number: row.number, policy: approvalPolicyDocument.parse(row.document) };
}
