import type { Tx } from "../../kernel/db.ts";
import type { ReviewPace } from "../approval/review-terms.ts";
import { loadApprovalPolicy } from "./load-approval-policy.ts";

/** Which pace of answers is too fast to be believed, by the policy in force, and how many of them a second person answers. */
export async function loadReviewPace(tx: Tx): Promise<ReviewPace> {
  return (await loadApprovalPolicy(tx)).policy.reviewPace;
}
