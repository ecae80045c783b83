import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import {
  askForRefund,
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

let org: TestOrganization;
let server: GovernedServer;
/** Owns servers and approves: the person who would like to approve their own. */
let patricia: PersonActor;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  patricia = await newPerson(org.organizationId, "Patricia", ["approver", "member"]);
});

const pendingIds = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map((item) => item.id);
const own = (by: PersonActor, owner: PersonActor, backup: PersonActor) =>
  assignOwners(by, {
    serverId: server.serverId,
    ownerId: owner.userId,
    backupOwnerId: backup.userId,
    reason: "The team was reorganized.",
  });
const changeConnection = (by: PersonActor) =>
  updateConnection(by, {
    serverId: server.serverId,
    transport: "stdio",
    command: "ticket-desk",
    args: ["--stdio", "--all"],
    url: null,
  });
const enable = async (requester: PersonActor) => {
  const { requestId } = await askForRefund(requester, server);
  await decideRequest(org.approver, { requestId, ...VOTE });
};

async function expectNotFor(requestId: string, person: PersonActor) {
  const view = await getRequest(person, { requestId });
  expect(view.eligibleApprovers.map((approver) => approver.id)).not.toContain(person.userId);
  expect(view.allowed.approve).not.toBe(true);
  // It is in their inbox only as something that they may say no to.
  const row = (await listRequests(person, {})).items.find(({ id }) => id === requestId);
  expect(row?.mayOnlyReject ?? false).toBe(view.allowed.reject === true);
  await expect(decideRequest(person, { requestId, ...VOTE })).rejects.toMatchObject({ code: "refused" });
}

describe("what Steward asks again after a change is not decided by", () => {
  it("whoever asked for it in the first place and then made somebody else the owner", async () => {
    await own(org.admin, patricia, org.admin);
    await enable(patricia);
    await own(org.admin, org.owner, org.admin);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pendingIds();
    await expectNotFor(requestId, patricia);
    await expect(decideRequest(org.approver2, { requestId, ...VOTE })).resolves.toBeDefined();
  });

  it("the backup owner", async () => {
    await own(org.admin, org.owner, patricia);
    await enable(org.owner);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pendingIds();
    await expectNotFor(requestId, patricia);
  });

  it("whoever changed the connection, though they answer for the server no more", async () => {
    await own(org.admin, org.owner, patricia);
    await enable(org.owner);
    await changeConnection(patricia);
    await own(org.admin, org.owner, org.admin);
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pendingIds();
    await expectNotFor(requestId, patricia);
  });

  it("whoever came to own the server after it was asked again", async () => {
    await enable(org.owner);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pendingIds();
    expect((await getRequest(patricia, { requestId })).allowed.approve).toBe(true);
    await own(org.admin, org.owner, patricia);
    await expectNotFor(requestId, patricia);
  });

  it("whoever changed the connection while the first request was waiting", async () => {
    await own(org.admin, org.owner, patricia);
    await askForRefund(org.owner, server);
    await changeConnection(patricia);
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pendingIds();
    await expectNotFor(requestId, patricia);
  });

  it("anybody, when nobody but them is left: then it is not opened, and the trail says why", async () => {
    await own(org.admin, org.owner, patricia);
    await enable(org.owner);
    const others = { id: { in: [org.approver.userId, org.approver2.userId] } };
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: others, data: { isActive: false } }),
    );
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    expect(await pendingIds()).toEqual([]);
    const [event] = await trail(org.organizationId, ["request.not_opened"]);
    expect(event?.detail.reason).toContain("Nobody could decide this");
  });
});

describe("a request for a tool", () => {
  it("is not decided by somebody whose consumer was let in after it was asked", async () => {
    const ask = { serverId: server.serverId, durationDays: 30, justification: WHY };
    const { requestId } = await submitRequest(org.owner, {
      ...ask,
      toolIds: [server.refundId],
      consumerIds: [],
    });
    const { consumerId } = await addConsumer(patricia, { name: "Own agent", kind: "agent" });
    const access = await submitRequest(org.owner, { ...ask, toolIds: [], consumerIds: [consumerId] });
    await decideRequest(org.approver, { requestId: access.requestId, ...VOTE });
    await expectNotFor(requestId, patricia);
  });
});

describe("a request for access", () => {
  it("weighs the tools that wait for an approval, too", async () => {
    await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      durationDays: 30,
      justification: WHY,
    });
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      consumerIds: [server.consumerId],
      durationDays: 30,
      justification: WHY,
    });
    expect(await getRequest(org.approver, { requestId })).toMatchObject({ impact: "regulated" });
  });
});

describe("an agent of one's own", () => {
  const askFor = (consumerIds: string[], toolIds: string[] = []) =>
    submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds,
      consumerIds,
      durationDays: 30,
      justification: WHY,
    });
  const give = (consumerId: string, by: PersonActor, ownerId: string) =>
    updateConsumer(by, { consumerId, ownerId });

  it("is not let in by whoever made it, nor by whoever gave it away", async () => {
    const xavier = await newPerson(org.organizationId, "Xavier", ["admin", "approver", "member"]);
    const made = await addConsumer(xavier, { name: "Own agent", kind: "agent" });
    await give(made.consumerId, xavier, org.member.userId);
    const { requestId } = await askFor([made.consumerId]);
    await expectNotFor(requestId, xavier);
    await expect(decideRequest(xavier, { requestId, ...VOTE })).rejects.toMatchObject({ code: "refused" });
    await decideRequest(org.approver, { requestId, ...VOTE });
  });

  it("is not taken by whoever let it in, while it is let in", async () => {
    const { consumerId } = await addConsumer(org.member, { name: "Their agent", kind: "agent" });
    const { requestId } = await askFor([consumerId]);
    await decideRequest(org.approver, { requestId, ...VOTE });
    await expect(give(consumerId, org.admin, org.approver.userId)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("approved what the consumer may use"),
    });
    await give(consumerId, org.admin, org.approver2.userId);
  });

  it("that waits to be let in keeps its owner from enabling tools there", async () => {
    const { consumerId } = await addConsumer(org.approver, { name: "Own agent", kind: "agent" });
    const { requestId } = await askFor([], [server.searchId]);
    // What others ask for it makes nobody a party; what its owner asks for does.
    const asking = { ...org.approver, roles: [...org.approver.roles, "admin" as const] };
    await submitRequest(asking, {
      serverId: server.serverId,
      consumerIds: [consumerId],
      durationDays: 30,
      justification: WHY,
    });
    await expectNotFor(requestId, org.approver);
    await expect(decideRequest(org.approver, { requestId, ...VOTE })).rejects.toMatchObject({
      code: "refused",
    });
    await decideRequest(org.approver2, { requestId, ...VOTE });
  });
});
