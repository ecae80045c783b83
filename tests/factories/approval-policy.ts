import {
  type ApprovalPolicy,
  type ApprovalRule,
  type ApprovalStage,
  approvalStage,
} from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import type { TestOrganization } from "./organization.ts";

/** A stage that asks one approver, but for what is said otherwise. */
export const stage = (change: Partial<ApprovalStage> = {}): ApprovalStage =>
  approvalStage.parse({
    name: "Risk approval",
    from: [{ kind: "role", role: "approver" }],
    quorum: 1,
    ...change,
  });

/** Puts the starting policy in force with these stages in every rule, and these parts of the document. */
export async function putInForce(
  org: TestOrganization,
  change: Partial<Omit<ApprovalPolicy, "rules">> & {
    stages?: ApprovalStage[];
    needsDistinctPeople?: boolean;
  },
): Promise<void> {
  const { stages, needsDistinctPeople, ...parts } = change;
  const rules = STARTING_POLICY.rules.map(
    (rule): ApprovalRule => ({
      ...rule,
      stages: stages ?? rule.stages,
      needsDistinctPeople: needsDistinctPeople ?? rule.needsDistinctPeople,
    }),
  );
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, ...parts, rules };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  const vote = { decision: "approve" as const, reason: "As agreed." };
  await decidePolicy(org.approver, { number, version: version + 1, ...vote });
}
