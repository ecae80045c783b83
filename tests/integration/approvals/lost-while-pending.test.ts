import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { approvalStage } from "#lib/policy/approval/policy-document.ts";
import { deleteGroup } from "#lib/policy/commands/delete-group.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

let org: TestOrganization;
let server: GovernedServer;
let sam: PersonActor;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  sam = await newPerson(org.organizationId, "Sam", ["member"]);
});

const approve = (requestId: string, by: PersonActor) => decideRequest(by, { requestId, ...VOTE });
const repair = (requestId: string) => repairRequest(org.admin, { requestId, reason: "Its people are gone." });

async function askTheGroup() {
  const { groupId } = await createGroup(org.admin, { name: "Security", memberIds: [sam.userId] });
  const from = [{ kind: "group" as const, groupId }];
  await putInForce(org, { stages: [approvalStage.parse({ name: "Security", from, quorum: 1 })] });
  return { groupId, ...(await askForRefund(org.owner, server)) };
}

it("an approver who left leaves the others to answer, and has no vote", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  await deactivateUser(org.admin, { userId: org.approver.userId });
  const request = await getRequest(org.admin, { requestId });
  expect(request.eligibleApprovers.map(({ id }) => id)).toEqual([org.approver2.userId]);
  expect(request.repair).toBeNull();
  expect(await approve(requestId, org.approver2)).toMatchObject({ state: "applied" });
});

it("nobody left who could answer is said, and others are asked once somebody fits", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  await deactivateUser(org.admin, { userId: org.approver.userId });
  await deactivateUser(org.admin, { userId: org.approver2.userId });
  expect(await getRequest(org.owner, { requestId })).toMatchObject({
    state: "pending",
    eligibleApprovers: [],
  });
  await expect(repair(requestId)).rejects.toMatchObject({
    publicMessage: expect.stringContaining("Nobody new fits"),
  });
  const helper = await newPerson(org.organizationId, "Helper", ["approver"]);
  expect(await repair(requestId)).toEqual({ added: 1 });
  expect(await approve(requestId, helper)).toMatchObject({ state: "applied" });
});

it("a deleted group answers nothing; the request says so, and is withdrawn and asked anew by another policy", async () => {
  const { requestId, groupId } = await askTheGroup();
  // Gone where it came from; a person would have to change the policy first.
  await deleteGroup(systemActor(org.organizationId, "directory"), { groupId });
  await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "forbidden" });
  // Known before anybody presses: nobody would fit.
  expect((await getRequest(org.admin, { requestId })).repair).toContain("Group Security was deleted");
  await expect(repair(requestId)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("Group Security was deleted"),
  });
  await expect(askForRefund(org.owner, server)).rejects.toMatchObject({ code: "refused" });
  await withdrawRequest(org.admin, { requestId, reason: "The group is gone." });
  await expect(askForRefund(org.owner, server)).rejects.toMatchObject({
    publicMessage: expect.stringContaining("Nobody could decide this"),
  });
  await putInForce(org, {});
  const again = await askForRefund(org.owner, server);
  expect(await approve(again.requestId, org.approver)).toMatchObject({ state: "applied" });
});

it("a policy that changed leaves what waits its path, and what comes after takes the new one", async () => {
  const { requestId } = await askTheGroup();
  await putInForce(org, {});
  await expect(approve(requestId, org.approver)).rejects.toMatchObject({ code: "forbidden" });
  expect((await getRequest(org.owner, { requestId })).policy.version).toBe("1");
  expect(await approve(requestId, sam)).toMatchObject({ state: "applied" });
});

it("a server that was retired takes what waits on it along, with the reason, and once", async () => {
  const { requestId } = await askForRefund(org.owner, server);
  const { serverId } = server;
  await retireServer(org.admin, { serverId, reason: "Replaced by another.", confirmName: "Ticket desk" });
  await expect(approve(requestId, org.approver)).rejects.toMatchObject({ code: "refused" });
  await deliverEvents(org.organizationId);
  await deliverEvents(org.organizationId);
  expect(await getRequest(org.owner, { requestId })).toMatchObject({
    state: "withdrawn",
    stateReason: "Ticket desk was retired, so nothing can be granted on it any more.",
  });
  expect(await trail(org.organizationId, ["request.withdrawn"])).toHaveLength(1);
});
