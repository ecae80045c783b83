import type { ApprovalRule, ApprovalStage } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import type { TestOrganization } from "./organization.ts";

/** A stage that asks one approver, but for what is said otherwise. */
export const stage = (change: Partial<ApprovalStage> = {}): ApprovalStage => ({
  name: "Risk approval",
  from: [{ kind: "role", role: "approver" }],
  quorum: 1,
  needsStepUp: false,
  needsReason: true,
  ...change,
});

const [HIGH, REST] = STARTING_POLICY.rules as [ApprovalRule, ApprovalRule];

/** Puts a policy in force by which more than reading, in production, takes these stages. */
export async function stagesInForce(org: TestOrganization, ...stages: ApprovalStage[]): Promise<void> {
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, rules: [{ ...HIGH, stages }, REST] };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  const vote = { decision: "approve" as const, reason: "As agreed." };
  await decidePolicy(org.approver, { number, version: version + 1, ...vote });
}
