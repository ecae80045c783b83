import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "Needed and bounded.";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const grantsOf = (withEnded = false) =>
  listServerGrants(org.auditor, { serverId: server.serverId, withEnded });

describe("an approval", () => {
  it("enables the tool and lets the consumer in, bound to digests, until a date, with its events", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("pending");
    const decided = await decideRequest(org.approver, { requestId, decision: "approve", reason: REASON });
    expect(decided).toMatchObject({ state: "applied" });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    const { items } = await grantsOf();
    expect(items.map((grant) => grant.kind).sort()).toEqual(["access", "tool"]);
    const tool = items.find((grant) => grant.kind === "tool");
    expect(tool).toMatchObject({ status: "active", toolDigest: expect.stringMatching(/^sha256:/) });
    expect(Date.parse(tool?.expiresAt ?? "") - Date.parse(tool?.grantedAt ?? "")).toBe(30 * 86_400_000);
    expect(tool?.why).toContain("Owner asked for it");
    expect(tool?.why).toContain("Approver approved it");
    const told = await trail(org.organizationId, [
      "request.submitted",
      "request.approved_by",
      "request.approved",
      "grant.issued",
      "tool.enabled",
    ]);
    expect(told.map((event) => event.type)).toEqual([
      "request.submitted",
      "request.approved_by",
      "request.approved",
      "grant.issued",
      "grant.issued",
      "tool.enabled",
    ]);
    expect(told.every((event) => event.detail.serverId === server.serverId)).toBe(true);
  });

  it("is refused to the person who asked, in words, and the refusal is in the trail", async () => {
    const asker = await newPerson(org.organizationId, "Asker", ["admin", "approver"]);
    const { requestId } = await askForRefund(asker, server);
    await expect(
      decideRequest(asker, { requestId, decision: "approve", reason: REASON }),
    ).rejects.toMatchObject({
      code: "refused",
      publicMessage: "You asked for this, so someone else must approve it.",
    });
    expect(await trail(org.organizationId, ["command.refused"])).toHaveLength(1);
    expect((await getRequest(asker, { requestId })).allowed.approve).toMatch(/someone else/);
  });

  it("is refused to the person who asked by the database itself", async () => {
    const asker = await newPerson(org.organizationId, "Asker", ["admin", "approver"]);
    const { requestId } = await askForRefund(asker, server);
    await expect(rawVote(requestId, asker.userId, asker.userId)).rejects.toMatchObject({ code: "refused" });
    // Nor by lying about who asked.
    await expect(rawVote(requestId, asker.userId, org.owner.userId)).rejects.toThrow();
  });

  it("is refused to whoever gains access by it, by the command and by the database", async () => {
    const gaining = await newPerson(org.organizationId, "Gaining", ["approver", "member"]);
    const agent = await addConsumer(gaining, { name: "Own agent", kind: "agent" });
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      consumerIds: [agent.consumerId],
      durationDays: 30,
      justification: WHY,
    });
    await expect(
      decideRequest(gaining, { requestId, decision: "approve", reason: REASON }),
    ).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("You would gain access"),
    });
    await expect(rawVote(requestId, gaining.userId, org.owner.userId)).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("is refused to the owner of a consumer that has access already and would gain the tool", async () => {
    await enableRefund(org, server);
    const agentOwner = { ...org.member, roles: ["approver"] as const };
    const { requestId } = await submitRequest(org.owner, {
      slug: server.slug,
      toolIds: [server.searchId],
      durationDays: 30,
      justification: WHY,
    });
    const vote = { requestId, decision: "approve" as const, reason: REASON };
    await expect(decideRequest(agentOwner, vote)).rejects.toMatchObject({ code: "refused" });
  });

  it("is denied to members, auditors, administrators, tokens and jobs", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const token = {
      kind: "token",
      organizationId: org.organizationId,
      tokenId: newId(),
      name: "T",
      scopes: ["requests:read"],
    } as const;
    const job = systemActor(org.organizationId, "test");
    const other = await newPerson(org.organizationId, "Other Member", ["member"]);
    const admin = await newPerson(org.organizationId, "Other Admin", ["admin"]);
    const seen = decideRequest(other, { requestId, decision: "approve", reason: REASON });
    await expect(seen).rejects.toMatchObject({ code: "not_found" });
    for (const actor of [org.auditor, admin, token, job]) {
      const vote = decideRequest(actor, { requestId, decision: "approve", reason: REASON });
      await expect(vote).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await grantsOf()).items).toEqual([]);
  });

  it("is not found in another organization", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const other = await newOrganization();
    const vote = decideRequest(other.approver, { requestId, decision: "approve", reason: REASON });
    await expect(vote).rejects.toMatchObject({ code: "not_found" });
    await expect(getRequest(other.approver, { requestId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("given by two approvers at once makes exactly one set of grants", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const votes = await Promise.allSettled(
      [org.approver, org.approver2].map((actor) =>
        decideRequest(actor, { requestId, decision: "approve", reason: REASON }),
      ),
    );
    expect(votes.map((vote) => vote.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await grantsOf(true)).items).toHaveLength(2);
    expect(await trail(org.organizationId, ["request.approved"])).toHaveLength(1);
  });

  it("racing a withdrawal ends one way or the other, never both", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const [approved, withdrawn] = await Promise.allSettled([
      decideRequest(org.approver, { requestId, decision: "approve", reason: REASON }),
      withdrawRequest(org.owner, { requestId }),
    ]);
    expect([approved.status, withdrawn.status].sort()).toEqual(["fulfilled", "rejected"]);
    const { state } = await getRequest(org.auditor, { requestId });
    expect(state).toBe(approved.status === "fulfilled" ? "applied" : "withdrawn");
    expect((await grantsOf()).items).toHaveLength(approved.status === "fulfilled" ? 2 : 0);
  });

  it("is refused when the tool changed after it was asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    const vote = decideRequest(org.approver, { requestId, decision: "approve", reason: REASON });
    await expect(vote).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("The tool changed after this was asked"),
    });
  });

  it("is refused once the time to answer is over", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const restore = setClock(() => new Date(Date.now() + 15 * 86_400_000));
    try {
      const vote = decideRequest(org.approver, { requestId, decision: "approve", reason: REASON });
      await expect(vote).rejects.toMatchObject({
        code: "refused",
        publicMessage: expect.stringContaining("expired"),
      });
    } finally {
      restore();
    }
  });

  it("given on an outdated screen is a conflict", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const vote = decideRequest(org.approver, { requestId, decision: "approve", reason: REASON, version: 7 });
    await expect(vote).rejects.toMatchObject({ code: "conflict" });
  });

  it("replaces what was granted before, and does not shorten access that lasts longer", async () => {
    await enableRefund(org, server);
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      consumerIds: [server.consumerId],
      durationDays: 7,
      justification: WHY,
    });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    await decideRequest(org.approver2, { requestId, decision: "approve", reason: REASON });
    const inForce = (await grantsOf()).items;
    const days = inForce.map((grant) =>
      Math.round((Date.parse(grant.expiresAt) - Date.parse(grant.grantedAt)) / 86_400_000),
    );
    expect(Object.fromEntries(inForce.map((grant, index) => [grant.kind, days[index]]))).toEqual({
      tool: 7,
      access: 30,
    });
    const replaced = (await grantsOf(true)).items.filter((grant) => grant.status === "revoked");
    expect(replaced.map((grant) => [grant.kind, grant.stateReason])).toEqual([
      ["tool", "Replaced by a newer approval."],
    ]);
  });
});

describe("a rejection", () => {
  it("ends the request with its reason, grants nothing and puts the tool back", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await decideRequest(org.approver, { requestId, decision: "reject", reason: "No limit on the amount." });
    const request = await getRequest(org.owner, { requestId });
    expect(request).toMatchObject({ state: "rejected", stateReason: "No limit on the amount." });
    expect(request.stages[0]?.votes[0]).toMatchObject({ decision: "reject", person: { name: "Approver" } });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("discovered");
    expect((await grantsOf(true)).items).toEqual([]);
    expect(await trail(org.organizationId, ["request.rejected"])).toHaveLength(1);
  });

  it("needs a reason", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const vote = decideRequest(org.approver, { requestId, decision: "reject", reason: " " });
    await expect(vote).rejects.toMatchObject({ code: "invalid", fields: { reason: expect.any(String) } });
  });
});

function rawVote(requestId: string, deciderId: string, requesterId: string): Promise<unknown> {
  const { organizationId } = org;
  return inTenant(organizationId, "write", (tx) =>
    tx.requestDecision.create({
      data: {
        organizationId,
        id: newId(),
        requestId,
        requesterId,
        stagePosition: 1,
        deciderId,
        decision: "approve",
        reason: REASON,
        decidedAt: new Date(),
      },
    }),
  );
}
