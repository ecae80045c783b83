import type { ApprovalPolicy, ApproverSource } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import type { PlannedPolicy, PlannedStage } from "./steps.ts";

interface Named {
  groupId: string;
  personId: string;
  ownerId: string;
}

/** The starting policy with these stages in its first rule; its owner and administrators may break glass. */
export function policyOf({ stages, needsDistinctPeople }: PlannedPolicy, named: Named): ApprovalPolicy {
  const [first, last] = STARTING_POLICY.rules;
  if (first === undefined || last === undefined) throw new Error("the starting policy has two rules");
  const rule = {
    ...first,
    needsDistinctPeople,
    stages: stages.map(({ sources, quorum, needsStepUp }, index) => ({
      name: `Stage ${index + 1}`,
      from: sources.map((source) => sourceOf(source, named)),
      quorum,
      needsStepUp,
      needsReason: true,
    })),
  };
  const breakGlass = {
    from: [
      { kind: "person" as const, userId: named.ownerId },
      { kind: "role" as const, role: "admin" as const },
    ],
    hoursMax: 24,
    needsStepUp: false,
    impacts: [],
    environments: [],
    reviewFrom: [sourceOf("approvers", named), sourceOf("group", named)],
    reviewWithinHours: 24,
  };
  return { ...STARTING_POLICY, rules: [rule, last], breakGlass };
}

function sourceOf(source: PlannedStage["sources"][number], { groupId, personId }: Named): ApproverSource {
  if (source === "approvers") return { kind: "role", role: "approver" };
  if (source === "admins") return { kind: "role", role: "admin" };
  if (source === "group") return { kind: "group", groupId };
  if (source === "person") return { kind: "person", userId: personId };
  return { kind: source };
}
