import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { expireRequests } from "#lib/approvals/commands/expire-requests.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const ask = (change: object = {}) => ({
  serverId: server.serverId,
  toolIds: [server.refundId],
  consumerIds: [server.consumerId],
  durationDays: 30,
  justification: WHY,
  ...change,
});

describe("asking", () => {
  it("shows the decision page its sentence, facts, path, people and what is allowed", async () => {
    const { requestId, title } = await askForRefund(org.owner, server);
    expect(title).toBe("Enable refund_payment on Ticket desk for Support agent, in production, for 30 days");
    const request = await getRequest(org.approver, { requestId });
    expect(request).toMatchObject({
      title,
      state: "pending",
      impact: "regulated",
      justification: WHY,
      requester: { name: "Owner" },
      allowed: { approve: true, reject: true },
      staleReason: null,
      policy: { maxDurationDays: 90 },
      stages: [{ name: "Risk approval", quorum: 1, isCurrent: true, votes: [] }],
      consumers: [{ name: "Support agent", owner: { name: "Member" } }],
      grants: [],
    });
    expect(request.eligibleApprovers.map((person) => person.name)).toEqual(["Approver", "Approver Two"]);
    expect(request.tools[0]).toMatchObject({ name: "refund_payment", diff: null });
    expect(request.tools[0]?.impactReasons.length).toBeGreaterThan(0);
    expect(request.policy.words.join(" ")).toContain("approver");
  });

  it("is for the server's owners and administrators only", async () => {
    await expect(submitRequest(org.member, ask())).rejects.toMatchObject({ code: "forbidden" });
    await expect(submitRequest(org.approver, ask())).rejects.toMatchObject({ code: "forbidden" });
    await expect(submitRequest(org.auditor, ask())).rejects.toMatchObject({ code: "forbidden" });
    await expect(submitRequest(org.admin, ask())).resolves.toMatchObject({ requestId: expect.any(String) });
  });

  it("finds no server, tool or consumer of another organization", async () => {
    const other = await newOrganization();
    const theirs = await newGovernedServer(other);
    await expect(submitRequest(other.owner, ask())).rejects.toMatchObject({ code: "not_found" });
    await expect(submitRequest(org.owner, ask({ toolIds: [theirs.refundId] }))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(submitRequest(org.owner, ask({ consumerIds: [theirs.consumerId] }))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is refused while the tool waits in another request, and says which", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await expect(submitRequest(org.owner, ask())).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining(`/approvals/${requestId}`),
    });
  });

  it("twice at once opens one request", async () => {
    const both = await Promise.allSettled([submitRequest(org.owner, ask()), submitRequest(org.admin, ask())]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await trail(org.organizationId, ["request.submitted"])).toHaveLength(1);
  });

  it("is refused when nobody could approve, in words for an administrator", async () => {
    const { organizationId } = org;
    await inTenant(organizationId, "write", (tx) =>
      tx.user.updateMany({
        where: { id: { in: [org.approver.userId, org.approver2.userId] } },
        data: { isActive: false },
      }),
    );
    await expect(submitRequest(org.owner, ask())).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("Nobody could decide this"),
    });
    expect(await toolState(organizationId, server.serverId, server.refundId)).toBe("discovered");
    const preview = await previewRequest(org.owner, {
      slug: server.slug,
      toolIds: [server.refundId],
      durationDays: 30,
    });
    expect(preview.problems.join(" ")).toContain("Nobody could decide this");
  });

  it("for longer than policy allows is invalid at the field, with the limit", async () => {
    await expect(submitRequest(org.owner, ask({ durationDays: 91 }))).rejects.toMatchObject({
      code: "invalid",
      fields: { durationDays: expect.stringContaining("at most 90 days") },
    });
    const preview = await previewRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      durationDays: 91,
    });
    expect(preview).toMatchObject({ maxDurationDays: 90, impact: "regulated" });
    expect(preview.problems).toEqual(["Policy allows at most 90 days here."]);
    const reading = { serverId: server.serverId, toolIds: [server.searchId], durationDays: 365 };
    expect((await previewRequest(org.owner, reading)).problems).toEqual([]);
  });

  it.each([
    ["no tool and no consumer", { toolIds: [], consumerIds: [] }],
    ["a short justification", { justification: "because" }],
    ["no days", { durationDays: 0 }],
    ["the same tool twice", { toolIds: ["x", "x"] }],
  ])("with %s is invalid", async (_case, change) => {
    const repeated = "toolIds" in change && change.toolIds.length === 2;
    const input = ask(repeated ? { toolIds: [server.refundId, server.refundId] } : change);
    await expect(submitRequest(org.owner, input)).rejects.toMatchObject({ code: "invalid" });
  });

  it("to let one more consumer in needs no tool, and weighs and names what it could call", async () => {
    await enableRefund(org, server);
    const access = ask({ toolIds: [], consumerIds: [server.consumerId] });
    const toolsReached = [{ name: "refund_payment", impact: "regulated", state: "enabled" }];
    const { justification: _, ...looked } = access;
    expect(await previewRequest(org.owner, looked)).toMatchObject({ impact: "regulated", toolsReached });
    const { requestId } = await submitRequest(org.owner, access);
    expect(await getRequest(org.approver, { requestId })).toMatchObject({
      title: "Let Support agent use Ticket desk, in production, for 30 days",
      impact: "regulated",
      toolsReached,
    });
  });

  it("for a tool and a consumer does not name the tool again", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    expect(await getRequest(org.approver, { requestId })).toMatchObject({ toolsReached: [] });
  });
});

describe("a request", () => {
  it("is in the inbox of those who can decide it, and of nobody else", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    expect(await countMyApprovals(org.approver, {})).toBe(1);
    expect(await countMyApprovals(org.owner, {})).toBe(0);
    expect(await countMyApprovals(org.admin, {})).toBe(0);
    const inbox = await listRequests(org.approver, {});
    expect(inbox.items.map((item) => item.id)).toEqual([requestId]);
    expect(inbox.items[0]).toMatchObject({
      waitingFor: "Risk approval",
      requester: { name: "Owner" },
      itemCount: 2,
    });
    expect((await listRequests(org.owner, { view: "asked-by-me" })).items).toHaveLength(1);
    expect((await listRequests(org.auditor, { view: "all" })).items).toHaveLength(1);
    const other = await newOrganization();
    expect((await listRequests(other.auditor, { view: "all" })).items).toEqual([]);
    await decideRequest(org.approver, { requestId, decision: "approve", reason: "Fine by me." });
    expect(await countMyApprovals(org.approver2, {})).toBe(0);
  });

  it("is listed a page at a time without gaps or repeats", async () => {
    const asked: string[] = [];
    for (const toolId of [server.refundId, server.searchId]) {
      asked.push((await submitRequest(org.owner, ask({ toolIds: [toolId] }))).requestId);
    }
    const first = await listRequests(org.auditor, { view: "all", limit: 1 });
    const cursor = first.nextCursor ?? "";
    const second = await listRequests(org.auditor, { view: "all", limit: 1, cursor });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(asked.toReversed());
    expect(second.nextCursor).toBeNull();
    expect(first.total).toEqual({ count: 2, isEstimate: false });
  });

  it("is withdrawn by whoever asked or an administrator, and the tool goes back", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await expect(withdrawRequest(org.member, { requestId })).rejects.toMatchObject({ code: "forbidden" });
    await withdrawRequest(org.owner, { requestId });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("discovered");
    await expect(withdrawRequest(org.admin, { requestId })).rejects.toMatchObject({ code: "refused" });
    await expect(askForRefund(org.owner, server)).resolves.toBeDefined();
  });

  it("that nobody answers expires after 14 days, which grants nothing", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const job = systemActor(org.organizationId, "test");
    expect(await expireRequests(job, {})).toEqual({ expired: 0, isMore: false });
    const restore = setClock(() => new Date(Date.now() + 14 * 86_400_000 + 1000));
    try {
      expect((await getRequest(org.owner, { requestId })).state).toBe("expired");
      expect(await expireRequests(job, {})).toEqual({ expired: 1, isMore: false });
      expect(await expireRequests(job, {})).toEqual({ expired: 0, isMore: false });
    } finally {
      restore();
    }
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("discovered");
    expect(await trail(org.organizationId, ["request.expired"])).toHaveLength(1);
    await expect(expireRequests(org.admin, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("cannot be altered after it was submitted, not even by the application's own role", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const widen = inTenant(org.organizationId, "write", (tx) =>
      tx.request.updateMany({ where: { id: requestId }, data: { durationDays: 365 } }),
    );
    await expect(widen).rejects.toThrow(/permission denied/);
  });
});
