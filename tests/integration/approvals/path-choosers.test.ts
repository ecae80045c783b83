import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
});

const approve = (person: PersonActor, requestId: string) =>
  decideRequest(person, { requestId, decision: "approve", reason: "Needed and bounded." });
const askForSearch = (person: PersonActor) =>
  submitRequest(person, {
    serverId: server.serverId,
    toolIds: [server.searchId],
    durationDays: 30,
    justification: WHY,
  });
const pendingIds = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map(({ id }) => id);
const REFUSED = { code: "refused", publicMessage: expect.stringContaining("had a part in the change") };

/** Puts this rule before those of the starting policy. */
async function ruleInForce(
  change: Partial<ApprovalRule>,
  when: Partial<ApprovalRule["when"]>,
): Promise<void> {
  const nothing = { kinds: [], impacts: [], environments: [], dataClasses: [], criticalities: [] };
  const [first] = STARTING_POLICY.rules;
  if (first === undefined) throw new Error("the starting policy has no rule");
  const rule: ApprovalRule = { ...first, id: "own", name: "Own", when: { ...nothing, ...when }, ...change };
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, rules: [rule, ...STARTING_POLICY.rules] };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  await decidePolicy(org.approver, {
    number,
    version: version + 1,
    decision: "approve",
    reason: "As agreed.",
  });
}
const automatic = () =>
  ruleInForce({ stages: [], isAutomatic: true }, { impacts: ["reads"], environments: ["development"] });

describe("whoever declared the server less critical", () => {
  it("decides neither on what waits nor on what is asked next", async () => {
    await ruleInForce({ stages: [stage({ quorum: 2 })] }, { criticalities: ["high", "critical"] });
    const both = await newPerson(org.organizationId, "Both", ["admin", "approver"]);
    await askForRefund(org.owner, server);
    await updateServer(both, { serverId: server.serverId, criticality: "low" });
    await deliverEvents(org.organizationId);
    const [again = ""] = await pendingIds();
    await expect(approve(both, again)).rejects.toMatchObject(REFUSED);
    const { requestId } = await askForSearch(org.owner);
    await expect(approve(both, requestId)).rejects.toMatchObject(REFUSED);
    expect(await approve(org.approver, again)).toMatchObject({ state: "applied" });
  });

  it("is granted nothing automatically: the next rule asks somebody", async () => {
    await automatic();
    await updateServer(org.owner, { serverId: server.serverId, criticality: "low" });
    const { requestId } = await askForSearch(org.owner);
    const found = await getRequest(org.owner, { requestId });
    expect(found.state).toBe("pending");
    expect(JSON.stringify(found)).toContain("was declared to need less care");
    const forged = crypto.randomUUID();
    await expect(
      inTenant(org.organizationId, "write", async (tx) => {
        await tx.$executeRawUnsafe(`insert into request (organization_id, id, server_id, requester_id, kind, cause, state,
            title, justification, duration_days, impact, environment, criticality, is_automatic, needs_distinct_people,
            policy_snapshot, beneficiary_ids, submitted_at, expires_at)
          select organization_id, '${forged}', server_id, requester_id, kind, cause, 'pending', title, justification,
            duration_days, impact, environment, criticality, true, needs_distinct_people, policy_snapshot,
            beneficiary_ids, submitted_at, expires_at
          from request where id = '${requestId}'`);
        await tx.$executeRawUnsafe(
          `update request set state = 'approved', decided_at = now() where id = '${forged}'`,
        );
      }),
    ).rejects.toMatchObject({ publicMessage: expect.stringContaining("more harmless lately") });
  });

  it("does not keep what was approved once it is declared graver again, or holds other data", async () => {
    const requestId = await enableRefund(org, server);
    await updateServer(org.owner, { serverId: server.serverId, dataClasses: ["pii"] });
    await deliverEvents(org.organizationId);
    const { grants } = await getRequest(org.owner, { requestId });
    expect(grants.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
    expect(grants[0]?.stateReason).toBe("The server holds other data than when this was approved.");
    const [again = ""] = await pendingIds();
    expect(await approve(org.approver, again)).toMatchObject({ state: "applied" });
    await updateServer(org.owner, { serverId: server.serverId, criticality: "critical" });
    await deliverEvents(org.organizationId);
    const raised = await getRequest(org.owner, { requestId: again });
    expect(raised.grants.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
    expect(raised.grants[0]?.stateReason).toBe("The server is more critical than when this was approved.");
  });
});

describe("whoever said what the impact of a tool is", () => {
  const lower = (person: PersonActor) =>
    overrideToolImpact(person, {
      toolId: server.refundId,
      impact: "reads",
      reason: "It only shows what a refund would be.",
    });

  it("does not decide on it, whether before it was asked for or after", async () => {
    const both = await newPerson(org.organizationId, "Both", ["admin", "approver"]);
    const { requestId } = await askForRefund(org.owner, server);
    expect(await countMyApprovals(both, {})).toBe(1);
    await lower(both);
    // It is shown to them still, since they may say no; and only that.
    expect(await countMyApprovals(both, {})).toBe(1);
    const { items } = await listRequests(both, { view: "to-decide" });
    expect(items).toMatchObject([{ id: requestId, mayOnlyReject: true }]);
    expect(await countMyApprovals(org.approver, {})).toBe(1);
    await expect(approve(both, requestId)).rejects.toMatchObject(REFUSED);
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.$executeRawUnsafe(`insert into request_decision (organization_id, id, request_id, requester_id, stage_position,
            decider_id, decision, reason, decided_at)
          values ('${org.organizationId}', gen_random_uuid(), '${requestId}', '${org.owner.userId}', 1,
            '${both.userId}', 'approve', 'Needed and bounded.', now())`),
      ),
    ).rejects.toMatchObject({ publicMessage: "This would benefit you, so someone else must decide it." });
    expect(await approve(org.approver, requestId)).toMatchObject({ state: "applied" });
  });

  it("is granted nothing automatically by it", async () => {
    await automatic();
    await lower(org.admin);
    const { requestId } = await askForRefund(org.admin, server);
    expect((await getRequest(org.admin, { requestId })).state).toBe("pending");
  });

  it("and says that it is graver ends every yes at once, before anything is suspended", async () => {
    await lower(org.admin);
    await enableRefund(org, server);
    const asked = {
      subject: { type: "agent", id: server.consumerSlug },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${server.slug}/refund_payment` },
    };
    const token = {
      kind: "token" as const,
      organizationId: org.organizationId,
      tokenId: org.admin.userId,
      name: "Gateway",
      scopes: ["decisions:evaluate" as const],
    };
    const answer = async () => JSON.stringify(await evaluateAccess(token, { questions: [asked] }));
    expect(await answer()).toContain("granted");
    await overrideToolImpact(org.admin, {
      toolId: server.refundId,
      impact: "regulated",
      reason: "It does refund, as it turned out.",
    });
    expect(await answer()).toContain("The impact of refund_payment is higher than when it was approved.");
  });
});
