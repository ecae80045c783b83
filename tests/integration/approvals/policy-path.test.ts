import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setManager } from "#lib/identity/commands/set-manager.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import type { ApprovalRule, ApprovalStage } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let sam: PersonActor;
let tess: PersonActor;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  sam = await newPerson(org.organizationId, "Sam", ["member"]);
  tess = await newPerson(org.organizationId, "Tess", ["member"]);
});

const [HIGH, REST] = STARTING_POLICY.rules as [ApprovalRule, ApprovalRule];
const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const stage = (change: Partial<ApprovalStage>): ApprovalStage => ({
  name: "Risk approval",
  from: [{ kind: "role", role: "approver" }],
  quorum: 1,
  needsStepUp: false,
  needsReason: true,
  ...change,
});

/** Puts a policy in force whose rules above the last one are these. */
async function inForce(...rules: ApprovalRule[]): Promise<void> {
  const { number } = await draftPolicy(org.admin, {});
  const document = { ...STARTING_POLICY, rules: [...rules, REST] };
  const { version } = await editPolicy(org.admin, { number, version: 1, document, summary: "" });
  await proposePolicy(org.admin, { number, version, summary: "Agreed in the risk round." });
  await decidePolicy(org.approver, {
    number,
    version: version + 1,
    decision: "approve",
    reason: "As agreed.",
  });
}

const approve = (requestId: string, by: PersonActor) => decideRequest(by, { requestId, ...VOTE });
const inboxOf = async (person: PersonActor) =>
  (await listRequests(person, { view: "to-decide" })).items.map(({ id }) => id);

describe("a policy of two stages", () => {
  const first = stage({ name: "Manager", from: [{ kind: "manager" }] });
  let groupId: string;

  beforeEach(async () => {
    ({ groupId } = await createGroup(org.admin, { name: "Security", memberIds: [sam.userId, tess.userId] }));
    await setManager(org.admin, { userId: org.owner.userId, managerId: org.member.userId });
    const second = stage({ name: "Security", from: [{ kind: "group", groupId }], quorum: 2 });
    await inForce({ ...HIGH, stages: [first, second] });
  });

  it("is asked of the manager and then of two of the group, each in their turn", async () => {
    // Member owns the consumer that `askForRefund` would let in, so only the tool is asked for.
    const { requestId } = await askForTool();
    const request = await getRequest(sam, { requestId });
    expect(request.policy.version).toBe("1");
    expect(request.stages.map(({ name, words }) => [name, words])).toEqual([
      ["Manager", "the owner's manager"],
      ["Security", "2 people of the group Security"],
    ]);
    expect(await inboxOf(org.member)).toEqual([requestId]);
    expect(await inboxOf(sam)).toEqual([]);
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "forbidden" });
    await approve(requestId, org.member);
    expect(await inboxOf(org.member)).toEqual([]);
    expect(await inboxOf(sam)).toEqual([requestId]);
    await approve(requestId, sam);
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "refused" });
    expect(await approve(requestId, tess)).toMatchObject({ state: "applied" });
  });

  it("keeps whom it was asked of: nobody joins later, and whoever left the group is not asked any more", async () => {
    const { requestId } = await askForTool();
    await approve(requestId, org.member);
    const late = await newPerson(org.organizationId, "Late", ["member"]);
    await updateGroup(org.admin, {
      groupId,
      version: 1,
      name: "Security",
      memberIds: [late.userId, tess.userId],
    });
    await expect(approve(requestId, late)).rejects.toMatchObject({ code: "not_found" });
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "forbidden" });
    expect((await getRequest(tess, { requestId })).eligibleApprovers.map(({ name }) => name)).toEqual([
      "Tess",
    ]);
  });

  it("holds in the database against whoever has no seat, lost it, or answered another stage", async () => {
    const { requestId } = await askForTool();
    const vote = (by: PersonActor, stagePosition: number) =>
      inTenant(org.organizationId, "write", (tx) =>
        tx.requestDecision.create({
          data: {
            ...VOTE,
            organizationId: org.organizationId,
            id: newId(),
            requestId,
            requesterId: org.owner.userId,
            stagePosition,
            deciderId: by.userId,
            decidedAt: new Date(),
          },
        }),
      );
    await expect(vote(org.approver, 1)).rejects.toMatchObject({ code: "refused" });
    await expect(vote(sam, 1)).rejects.toMatchObject({ code: "refused" });
    await setManager(org.admin, { userId: org.owner.userId, managerId: tess.userId });
    await expect(vote(org.member, 1)).rejects.toMatchObject({ code: "refused" });
    await setManager(org.admin, { userId: org.owner.userId, managerId: org.member.userId });
    // The second stage is not asked before the first has answered.
    await expect(vote(sam, 2)).rejects.toMatchObject({ code: "refused" });
    await vote(org.member, 1);
    await vote(sam, 2);
    await expect(vote(sam, 2)).rejects.toMatchObject({ code: "refused" });
    await deactivateUser(org.admin, { userId: tess.userId });
    await expect(vote(tess, 2)).rejects.toMatchObject({ code: "refused" });
  });

  it("is not submitted when there is nobody to fill it, and says which stage lacks whom", async () => {
    await setManager(org.admin, { userId: org.owner.userId, managerId: null });
    await expect(askForTool()).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("the stage “Manager” asks the owner's manager"),
    });
  });

  function askForTool() {
    return submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      consumerIds: [],
      durationDays: 30,
      justification: WHY,
    });
  }
});

describe("a request that lost its people", () => {
  it("says so, and is asked of whoever fits now by an administrator, who does not decide on it", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const repair = (by: PersonActor) => repairRequest(by, { requestId, reason: "Both have left." });
    await expect(repair(org.admin)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("can still answer"),
    });
    await setRoles(org.admin, { userId: org.approver.userId, roles: ["member"] });
    await deactivateUser(org.admin, { userId: org.approver2.userId });
    expect((await getRequest(org.admin, { requestId })).repair).toContain("Nobody new fits");
    expect((await getRequest(org.owner, { requestId })).repair).toMatch(/^You asked for this/);
    await expect(repair(org.admin)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("Nobody new fits"),
    });
    const helper = await newPerson(org.organizationId, "Helper", ["approver"]);
    const second = await newPerson(org.organizationId, "Second", ["admin", "approver"]);
    expect((await getRequest(org.admin, { requestId })).repair).toBe(true);
    await expect(repair(sam)).rejects.toMatchObject({ code: "forbidden" });
    expect(await repair(second)).toEqual({ added: 1 });
    expect((await getRequest(org.admin, { requestId })).repair).toBeNull();
    await expect(approve(requestId, second)).rejects.toMatchObject({ code: "refused" });
    expect(await approve(requestId, helper)).toMatchObject({ state: "applied" });
  });

  it("is not decided by whoever repaired it, not even in a later stage where they were asked before", async () => {
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds: [sam.userId] });
    const second = await newPerson(org.organizationId, "Second", ["admin", "approver"]);
    const first = stage({ name: "Security", from: [{ kind: "group", groupId }] });
    await inForce({ ...HIGH, stages: [first, stage({ name: "Risk" })] });
    const { requestId } = await askForRefund(org.owner, server);
    await updateGroup(org.admin, { groupId, version: 1, name: "Security", memberIds: [tess.userId] });
    await repairRequest(second, { requestId, reason: "Sam has left the group." });
    await approve(requestId, tess);
    expect(await inboxOf(second)).toEqual([]);
    await expect(approve(requestId, second)).rejects.toMatchObject({ code: "refused" });
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.requestDecision.create({
          data: {
            ...VOTE,
            organizationId: org.organizationId,
            id: newId(),
            requestId,
            requesterId: org.owner.userId,
            stagePosition: 2,
            deciderId: second.userId,
            decidedAt: new Date(),
          },
        }),
      ),
    ).rejects.toMatchObject({ publicMessage: expect.stringContaining("finds new people") });
    expect(await approve(requestId, org.approver)).toMatchObject({ state: "applied" });
  });
});

describe("a policy that", () => {
  it("asks two stages of the same two people is refused a request that they cannot fill between them", async () => {
    await inForce({ ...HIGH, stages: [stage({ name: "One" }), stage({ name: "Two", quorum: 2 })] });
    await expect(askForRefund(org.owner, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("the stage “Two”"),
    });
    await inForce({
      ...HIGH,
      needsDistinctPeople: false,
      stages: [stage({ name: "One" }), stage({ name: "Two", quorum: 2 })],
    });
    const { requestId } = await askForRefund(org.owner, server);
    await approve(requestId, org.approver);
    await approve(requestId, org.approver);
    expect(await approve(requestId, org.approver2)).toMatchObject({ state: "applied" });
  });

  it("says so grants what only reads outside production at once, and records that nobody was asked", async () => {
    org = await newOrganization();
    server = await newGovernedServer(org, "development");
    await inForce({
      ...HIGH,
      id: "reads",
      name: "Reading in development",
      when: { ...HIGH.when, impacts: ["reads"], environments: ["development"] },
      stages: [],
      isAutomatic: true,
      daysMax: 30,
    });
    const calm = server;
    const asked = {
      serverId: calm.serverId,
      toolIds: [calm.searchId],
      consumerIds: [],
      durationDays: 30,
    };
    expect(await previewRequest(org.owner, asked)).toMatchObject({
      isAutomatic: true,
      stages: [],
      problems: [],
    });
    const { requestId } = await submitRequest(org.owner, { ...asked, justification: WHY });
    expect(await getRequest(org.auditor, { requestId })).toMatchObject({
      state: "applied",
      isAutomatic: true,
    });
    expect(await toolState(org.organizationId, calm.serverId, calm.searchId)).toBe("enabled");
    const approved = (await trail(org.organizationId)).find(({ type }) => type === "request.approved");
    expect(approved?.detail).toMatchObject({ isAutomatic: true, requesterId: org.owner.userId });
    const graver = await submitRequest(org.owner, {
      ...asked,
      toolIds: [calm.refundId],
      justification: WHY,
    });
    expect((await getRequest(org.auditor, { requestId: graver.requestId })).state).toBe("pending");
  });

  it("wants a fresh sign-in takes no older one", async () => {
    await inForce({ ...HIGH, stages: [stage({ needsStepUp: true })] });
    const { requestId } = await askForRefund(org.owner, server);
    const stale = { ...org.approver, authenticatedAt: new Date(Date.now() - 6 * 60_000) };
    await expect(approve(requestId, stale)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("fresh sign-in"),
    });
    const fresh = { ...org.approver, authenticatedAt: new Date(Date.now() - 60_000) };
    expect(await approve(requestId, fresh)).toMatchObject({ state: "applied" });
  });

  it("changes while a request waits leaves it the path it was asked under", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await inForce({ ...HIGH, stages: [stage({ quorum: 2 })] });
    expect((await getRequest(org.owner, { requestId })).policy.version).toBe("0");
    expect(await approve(requestId, org.approver2)).toMatchObject({ state: "applied" });
  });

  it("asks a role is not answered by somebody who lost it", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await setRoles(org.admin, { userId: org.approver.userId, roles: ["member"] });
    await expect(approve(requestId, org.approver)).rejects.toMatchObject({ code: "forbidden" });
  });
});
