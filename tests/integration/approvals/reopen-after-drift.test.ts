import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { reopenAfterDrift } from "#lib/approvals/commands/reopen-after-drift.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { suspendDriftedGrants } from "#lib/grants/commands/suspend-drifted-grants.ts";
import { sweeps as grantSweeps } from "#lib/grants/jobs.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { approve, askFor } from "#tests/factories/carried-on.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const SEARCH_CHANGED = { ...SEARCH, description: "Search tickets, and open what is found" };
const change = (tools = [REFUND_CHANGED, SEARCH]) => offerTools(org.organizationId, server.serverId, tools);
const pending = async () =>
  (await listRequests(org.auditor, { view: "all", state: "pending" })).items.map((item) => item.id);
const statuses = async () => {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId, withEnded: true });
  return Object.fromEntries(items.map((grant) => [grant.kind, grant.status]));
};
const refundState = () => toolState(org.organizationId, server.serverId, server.refundId);

describe("a request whose tool changes while it waits for more approvals", () => {
  it("loses the approvals it had, says so on both requests, and tells whoever had given one", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const { requestId: before } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId: before, decision: "approve", reason: "Fine as it is." });
    await change();
    await deliverEvents(org.organizationId);
    const [after = ""] = await pending();
    expect(after).not.toBe(before);
    expect(await getRequest(org.owner, { requestId: before })).toMatchObject({
      state: "withdrawn",
      replacedBy: { id: after },
    });
    expect(await getRequest(org.approver, { requestId: after })).toMatchObject({
      stages: [{ votes: [] }],
      replaces: { id: before, votes: [{ person: { name: "Approver" }, decision: "approve" }] },
      allowed: { approve: true },
    });
    const [withdrawn] = await trail(org.organizationId, ["request.withdrawn"]);
    expect(withdrawn?.detail).toMatchObject({
      replacedById: after,
      notify: [org.owner.userId, org.approver.userId],
      href: `/approvals/${after}`,
    });
  });
});

describe("a tool that changed after it was approved", () => {
  it("is suspended with its grant, and asked for again, showing the difference", async () => {
    await enableRefund(org, server);
    await change();
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual({ tool: "suspended", access: "active" });
    expect(await refundState()).toBe("pending");
    const [requestId = ""] = await pending();
    const request = await getRequest(org.approver, { requestId });
    expect(request).toMatchObject({ cause: "drift", requester: { name: "Owner" }, durationDays: 30 });
    expect(request.allowed.approve).toBe(true);
    const changed = request.tools[0]?.diff?.filter((line) => line.kind !== "same") ?? [];
    expect(changed.map((line) => line.kind).sort()).toEqual(["added", "removed"]);
    expect(changed.map((line) => line.text).join("\n")).toContain("without limit");
    await decideRequest(org.approver, { requestId, decision: "approve", reason: "The change is fine." });
    expect(await refundState()).toBe("enabled");
    expect(await statuses()).toEqual({ tool: "revoked", access: "active" });
  });

  it("is asked for once, however often the events are told", async () => {
    await enableRefund(org, server);
    await change();
    await deliverEvents(org.organizationId);
    await deliverEvents(org.organizationId);
    const job = systemActor(org.organizationId, "test");
    const again = { serverId: server.serverId };
    await Promise.all([reopenAfterDrift(job, again), reopenAfterDrift(job, again)]);
    expect(await pending()).toHaveLength(1);
    expect(await trail(org.organizationId, ["grant.suspended"])).toHaveLength(1);
  });

  it("is found by the sweeps when no event was ever told", async () => {
    await enableRefund(org, server);
    await change();
    for (const sweep of [...grantSweeps, ...sweeps]) await sweep.run(org.organizationId);
    expect(await statuses()).toMatchObject({ tool: "suspended" });
    expect(await pending()).toHaveLength(1);
  });

  it("keeps its grant when the change is only cosmetic", async () => {
    await enableRefund(org, server);
    await change([{ ...REFUND, description: "Refund a payment  to the customer." }, SEARCH]);
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual({ tool: "active", access: "active" });
    expect(await refundState()).toBe("enabled");
    expect(await pending()).toEqual([]);
  });

  it("loses it however many grants there are before it on the server", async () => {
    await enableRefund(org, server);
    await copyAccess(org, server, 5_001);
    const { serverId, searchId } = server;
    const { requestId } = await askFor(org.owner, serverId, { toolIds: [searchId] }, 30);
    await approve(org.approver, requestId);
    await offerTools(org.organizationId, serverId, [REFUND, SEARCH_CHANGED]);
    await deliverEvents(org.organizationId);
    const [again = ""] = await pending();
    await decideRequest(org.approver, { requestId: again, decision: "reject", reason: "Not like this." });
    const { grants } = await getRequest(org.owner, { requestId });
    expect(grants).toMatchObject([{ state: "revoked" }]);
  });

  it("loses its suspended grant when the change is rejected, and is not asked for again", async () => {
    await enableRefund(org, server);
    await change();
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pending();
    await decideRequest(org.approver, {
      requestId,
      decision: "reject",
      reason: "Without limit is too much.",
    });
    await deliverEvents(org.organizationId);
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect(await statuses()).toEqual({ tool: "revoked", access: "active" });
    expect(await refundState()).toBe("disabled");
    expect(await pending()).toEqual([]);
  });

  it("is not asked for again once its request was withdrawn", async () => {
    await enableRefund(org, server);
    await change();
    await deliverEvents(org.organizationId);
    const [requestId = ""] = await pending();
    await withdrawRequest(org.owner, { requestId });
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect(await pending()).toEqual([]);
    expect(await statuses()).toEqual({ tool: "suspended", access: "active" });
  });

  it("that is gone altogether is suspended and not asked for", async () => {
    await enableRefund(org, server);
    await change([SEARCH]);
    await deliverEvents(org.organizationId);
    expect(await statuses()).toMatchObject({ tool: "suspended" });
    expect(await refundState()).toBe("removed");
    expect(await pending()).toEqual([]);
  });

  it("leaves a word in the trail when nobody can ask, and is asked for once somebody can", async () => {
    await enableRefund(org, server);
    await change();
    const people = { id: { in: [org.owner.userId, org.admin.userId] } };
    const setActive = (isActive: boolean) =>
      inTenant(org.organizationId, "write", (tx) =>
        tx.user.updateMany({ where: people, data: { isActive } }),
      );
    await setActive(false);
    await deliverEvents(org.organizationId);
    expect(await pending()).toEqual([]);
    const [event] = await trail(org.organizationId, ["request.not_opened"]);
    expect(event?.detail.reason).toContain("Nobody active owns this server");
    await setActive(true);
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect(await pending()).toHaveLength(1);
  });
});

describe("a request whose tool changes while it waits", () => {
  it("gives way to a fresh one by the same person that shows the difference", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await change();
    await deliverEvents(org.organizationId);
    const before = await getRequest(org.owner, { requestId });
    expect(before.state).toBe("withdrawn");
    expect(before.stateReason).toContain("The tool changed after this was asked");
    const [fresh = ""] = await pending();
    expect(fresh).not.toBe(requestId);
    const request = await getRequest(org.approver, { requestId: fresh });
    expect(request).toMatchObject({
      cause: "asked",
      requester: { name: "Owner" },
      consumers: [{ name: "Support agent" }],
    });
    expect(request.tools[0]).toMatchObject({ isChanged: true });
    expect(await refundState()).toBe("pending");
    await decideRequest(org.approver, {
      requestId: fresh,
      decision: "approve",
      reason: "The change is fine.",
    });
    expect(await refundState()).toBe("enabled");
  });

  it("goes on without a tool that is gone", async () => {
    await askForRefund(org.owner, server);
    await change([SEARCH]);
    await deliverEvents(org.organizationId);
    const [fresh = ""] = await pending();
    expect((await getRequest(org.owner, { requestId: fresh })).tools).toEqual([]);
  });
});

describe("a server whose connection changed", () => {
  it("has all its grants suspended and asked for again in one request", async () => {
    await enableRefund(org, server);
    await updateConnection(org.owner, {
      serverId: server.serverId,
      transport: "stdio",
      command: "ticket-desk",
      args: ["--stdio", "--all"],
      url: null,
    });
    await deliverEvents(org.organizationId);
    expect(await statuses()).toEqual({ tool: "suspended", access: "suspended" });
    const [requestId = "", ...more] = await pending();
    expect(more).toEqual([]);
    const request = await getRequest(org.approver, { requestId });
    expect(request.tools.map((tool) => tool.name)).toEqual(["refund_payment"]);
    expect(request.consumers.map((consumer) => consumer.name)).toEqual(["Support agent"]);
    await decideRequest(org.approver, { requestId, decision: "approve", reason: "All tickets is right." });
    const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
    expect(items.map((grant) => grant.status)).toEqual(["active", "active"]);
    expect(await refundState()).toBe("enabled");
  });

  it("is nothing that a person may trigger by hand", async () => {
    const input = { serverId: server.serverId };
    await expect(suspendDriftedGrants(org.admin, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(reopenAfterDrift(org.admin, { serverId: server.serverId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
