import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import type { BreakGlassTerms } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import type { GovernedServer } from "./governed-server.ts";
import type { TestOrganization } from "./organization.ts";

/** Puts a policy in force that lets the owner break glass, but for what is said otherwise; null turns it off. */
export async function glassInForce(
  org: TestOrganization,
  change: Partial<BreakGlassTerms> | null = {},
): Promise<void> {
  const terms: BreakGlassTerms = {
    from: [{ kind: "person", userId: org.owner.userId }],
    hoursMax: 24,
    needsStepUp: false,
    impacts: [],
    environments: [],
    reviewFrom: [
      { kind: "role", role: "approver" },
      { kind: "role", role: "admin" },
    ],
    reviewWithinHours: 24,
    ...change,
  };
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, breakGlass: change === null ? null : terms };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  const vote = { decision: "approve" as const, reason: "As agreed." };
  await decidePolicy(org.approver, { number, version: version + 1, ...vote });
}

/** Breaks glass for refund_payment, and for the agent, but for what is said otherwise. */
export function breakForRefund(person: Actor, server: GovernedServer, change: object = {}) {
  return breakGlass(person, {
    serverId: server.serverId,
    toolIds: [server.refundId],
    consumerIds: [server.consumerId],
    hours: 4,
    justification: "A payment run went to the wrong account.",
    emergency: "Nobody who would be asked answers tonight.",
    ...change,
  });
}
