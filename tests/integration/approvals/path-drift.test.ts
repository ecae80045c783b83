import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { batchReactions, sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
});

const pendingIds = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map((item) => item.id);
const askForAYear = (toolIds: string[], consumerIds: string[] = []) =>
  submitRequest(org.owner, {
    serverId: server.serverId,
    toolIds,
    consumerIds,
    durationDays: 365,
    justification: WHY,
  });
const approve = (requestId: string) =>
  decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });

describe("a request whose path was chosen by facts that changed since", () => {
  it("is refused once the server moved to production, and asked again for as long as policy allows there", async () => {
    const { requestId } = await askForAYear([server.refundId]);
    await updateServer(org.owner, { serverId: server.serverId, environment: "production" });
    await expect(approve(requestId)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("moved from development to production"),
    });
    await deliverEvents(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
    const [fresh = ""] = await pendingIds();
    expect(await getRequest(org.approver, { requestId: fresh })).toMatchObject({
      environment: "production",
      durationDays: 90,
      requester: { name: "Owner" },
    });
    await expect(approve(fresh)).resolves.toMatchObject({ state: "applied" });
  });

  it("is refused once the server holds other data, and found by the sweep", async () => {
    const { requestId } = await askForAYear([server.searchId]);
    await updateServer(org.owner, { serverId: server.serverId, dataClasses: ["confidential"] });
    await expect(approve(requestId)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("The data that Ticket desk holds"),
    });
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect(await pendingIds()).not.toContain(requestId);
    expect(await pendingIds()).toHaveLength(1);
  });

  it("is refused once its tool has a higher impact, and found by the sweep", async () => {
    const { requestId } = await askForAYear([server.searchId]);
    await overrideToolImpact(org.admin, {
      toolId: server.searchId,
      impact: "executes",
      reason: "It starts a job for every search.",
    });
    await expect(approve(requestId)).rejects.toMatchObject({ code: "refused" });
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    const [fresh = ""] = await pendingIds();
    expect(await getRequest(org.approver, { requestId: fresh })).toMatchObject({ impact: "executes" });
  });

  it("is asked again as soon as its tool was assessed again to do more", async () => {
    await askForAYear([server.searchId]);
    await asOwner(`update tool set reviewed_impact = 'executes' where id = '${server.searchId}'`);
    const subject = { kind: "tool", id: server.searchId, name: "search_tickets" };
    const type = "tool.impact_reassessed" as const;
    const events = [{ id: newId(), type, subject, detail: { serverId: server.serverId } }];
    await batchReactions[type]?.({ organizationId: org.organizationId, events });
    const [fresh = ""] = await pendingIds();
    expect(await getRequest(org.approver, { requestId: fresh })).toMatchObject({ impact: "executes" });
  });

  it("stays as it is when its tool turned out more harmless", async () => {
    const { requestId } = await askForAYear([server.refundId]);
    await overrideToolImpact(org.admin, {
      toolId: server.refundId,
      impact: "changes_data",
      reason: "It only proposes a refund.",
    });
    await expect(approve(requestId)).resolves.toMatchObject({ state: "applied" });
  });

  it("to let a consumer in is asked again once a tool with a higher impact is asked for", async () => {
    const { requestId } = await askForAYear([], [server.consumerId]);
    expect((await getRequest(org.approver, { requestId })).impact).toBe("reads");
    await askForAYear([server.refundId]);
    await expect(approve(requestId)).rejects.toMatchObject({ code: "refused" });
    await deliverEvents(org.organizationId);
    const impacts = (await listRequests(org.auditor, { view: "all", state: "pending" })).items;
    expect(impacts.map((item) => item.impact)).toEqual(["regulated", "regulated"]);
  });
});

describe("what was approved elsewhere, or for less", () => {
  it("does not hold in production: it is suspended, and asked again for as long as policy allows there", async () => {
    await approve((await askForAYear([server.refundId])).requestId);
    const move = await submitRequest(org.owner, {
      serverId: server.serverId,
      moveTo: "production",
      durationDays: 90,
      justification: WHY,
    });
    // In force only after the move was asked for, so its approvers did not see it.
    const { requestId } = await askForAYear([server.searchId], [server.consumerId]);
    await approve(requestId);
    await approve(move.requestId);
    await deliverEvents(org.organizationId);
    const { grants } = await getRequest(org.owner, { requestId });
    expect(grants.map(({ state }) => state)).toEqual(["suspended", "suspended"]);
    expect(grants[0]?.stateReason).toBe("The server moved to production after this was approved.");
    const [fresh = ""] = await pendingIds();
    expect(await getRequest(org.approver, { requestId: fresh })).toMatchObject({
      cause: "drift",
      environment: "production",
      durationDays: 90,
    });
    await updateServer(org.owner, { serverId: server.serverId, environment: "staging" });
  });

  it("does not hold for a tool that turned out graver, and holds when production becomes staging", async () => {
    server = await newGovernedServer(org, "production", "ticket-desk-live");
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.searchId],
      durationDays: 30,
      justification: WHY,
    });
    await approve(requestId);
    await updateServer(org.owner, { serverId: server.serverId, environment: "staging" });
    await deliverEvents(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).grants[0]?.state).toBe("active");
    await overrideToolImpact(org.admin, {
      toolId: server.searchId,
      impact: "regulated",
      reason: "It returns what patients wrote.",
    });
    await deliverEvents(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).grants[0]).toMatchObject({
      state: "suspended",
      stateReason: expect.stringContaining("is higher than when this was approved"),
    });
    expect(await pendingIds()).toHaveLength(1);
  });
});
