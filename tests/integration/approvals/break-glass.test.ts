import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { deactivateConsumer } from "#lib/grants/commands/deactivate-consumer.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { type Actor, systemActor, TOKEN_SCOPES } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const HOUR = 3_600_000;
const refused = (words: string) => ({ code: "refused", publicMessage: expect.stringContaining(words) });

describe("breaking glass", () => {
  it("is in force at once, for its hours, with its origin, its reason and whom it skipped on record", async () => {
    await glassInForce(org);
    const before = Date.now();
    const { requestId, title } = await breakForRefund(org.owner, server);
    expect(title).toBe(
      "Break glass: enable refund_payment on Ticket desk for Support agent, in production, for 4 hours",
    );
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    const grants = await listServerGrants(org.owner, { serverId: server.serverId });
    expect(grants.items).toHaveLength(2);
    for (const grant of grants.items) {
      expect(grant).toMatchObject({
        status: "active",
        originKind: "break_glass",
        request: { id: requestId },
      });
      expect(grant.why).toContain("Owner broke glass for it");
      expect(Date.parse(grant.expiresAt)).toBeLessThanOrEqual(Date.now() + 4 * HOUR);
      expect(Date.parse(grant.expiresAt)).toBeGreaterThan(before + 4 * HOUR - 60_000);
    }
    expect(await getRequest(org.approver, { requestId })).toMatchObject({
      state: "applied",
      breakGlass: {
        state: "open",
        person: { name: "Owner" },
        reason: "Nobody who would be asked answers tonight.",
        reviews: [],
        // The administrator put the consumer on record, so they are a party to it.
        reviewers: [{ name: "Approver" }, { name: "Approver Two" }],
        allowed: { review: true, repair: null },
      },
    });
    const [used] = await trail(org.organizationId, ["break_glass.used"]);
    expect(used?.detail).toMatchObject({
      reason: "Nobody who would be asked answers tonight.",
      skippedIds: expect.arrayContaining([org.approver.userId, org.approver2.userId]),
      notify: expect.arrayContaining([org.approver.userId, org.approver2.userId, org.admin.userId]),
    });
    expect(used?.detail.notify).not.toContain(org.owner.userId);
    // Nobody is told that their approval is asked for.
    const [submitted] = await trail(org.organizationId, ["request.submitted"]);
    expect(submitted?.detail.notify).toBeUndefined();
  });

  it("is off until a policy names somebody, and then for them alone, among those who may ask", async () => {
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({ code: "forbidden" });
    await glassInForce(org);
    await expect(breakForRefund(org.admin, server)).rejects.toMatchObject({ code: "forbidden" });
    // Named, but nothing of this server's: whoever may not ask may not have it at once either.
    await glassInForce(org, { from: [{ kind: "person", userId: org.member.userId }] });
    await expect(breakForRefund(org.member, server)).rejects.toMatchObject({ code: "forbidden" });
    await glassInForce(org, null);
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is never for a token or a job", async () => {
    await glassInForce(org);
    const { organizationId } = org;
    const { tokenId } = await createToken(org.admin, { name: "t", scopes: [...TOKEN_SCOPES], days: 1 });
    const token: Actor = { kind: "token", organizationId, tokenId, name: "t", scopes: TOKEN_SCOPES };
    for (const actor of [token, systemActor(organizationId, "test")]) {
      await expect(breakForRefund(actor, server)).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });

  it("wants a fresh sign-in where the policy does, and says so before", async () => {
    await glassInForce(org, { needsStepUp: true });
    const stale = { ...org.owner, authenticatedAt: new Date(Date.now() - HOUR) };
    await expect(breakForRefund(stale, server)).rejects.toMatchObject(refused("fresh sign-in"));
    const ask = { slug: server.slug, toolIds: [server.refundId], durationDays: 30 };
    expect((await previewRequest(stale, ask)).breakGlass).toMatchObject({ needsFreshSignIn: true });
    expect((await previewRequest(org.owner, ask)).breakGlass).toMatchObject({ allowed: true, hoursMax: 24 });
    expect((await previewRequest(org.admin, ask)).breakGlass).toBeNull();
    await expect(breakForRefund(org.owner, server)).resolves.toMatchObject({ requestId: expect.any(String) });
  });

  it("keeps to the policy's hours, impacts and environments", async () => {
    await glassInForce(org, { hoursMax: 4 });
    await expect(breakForRefund(org.owner, server, { hours: 5 })).rejects.toMatchObject({
      code: "invalid",
      fields: { hours: expect.stringContaining("at most 4 hours") },
    });
    await expect(breakForRefund(org.owner, server, { hours: 25 })).rejects.toMatchObject({ code: "invalid" });
    await glassInForce(org, { environments: ["development"] });
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject(refused("other impacts or env"));
    await glassInForce(org, { impacts: ["reads"] });
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject(refused("other impacts or env"));
  });

  it("finds no server, tool or consumer of another organization", async () => {
    await glassInForce(org);
    const other = await newOrganization();
    const theirs = await newGovernedServer(other);
    for (const change of [
      { serverId: theirs.serverId },
      { toolIds: [theirs.refundId] },
      { consumerIds: [theirs.consumerId] },
    ]) {
      await expect(breakForRefund(org.owner, server, change)).rejects.toMatchObject({ code: "not_found" });
    }
    const { requestId } = await breakForRefund(org.owner, server);
    await expect(getRequest(other.admin, { requestId })).rejects.toMatchObject({ code: "not_found" });
    expect(await listBreakGlass(other.admin, {})).toEqual({ items: [] });
  });

  it("goes through nothing that cannot be granted at all", async () => {
    await glassInForce(org);
    await deactivateConsumer(org.admin, { consumerId: server.consumerId, reason: "Out of use for now." });
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject(refused("inactive"));
    await suspendServer(org.admin, { serverId: server.serverId, reason: "Under investigation." });
    await expect(breakForRefund(org.owner, server, { consumerIds: [] })).rejects.toMatchObject(
      refused("suspended"),
    );
  });

  it("shortens nothing that was approved", async () => {
    await glassInForce(org);
    await enableRefund(org, server);
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject(refused("enabled already"));
    await expect(breakForRefund(org.owner, server, { toolIds: [] })).rejects.toMatchObject(
      refused("in force already"),
    );
  });

  it("stands beside the request that waits, which grants for longer when it is approved", async () => {
    await glassInForce(org);
    const waiting = await askForRefund(org.owner, server);
    const broken = await breakForRefund(org.owner, server);
    const decision = { decision: "approve" as const, reason: "Needed and bounded." };
    await decideRequest(org.approver, { requestId: waiting.requestId, ...decision });
    const { grants } = await getRequest(org.owner, { requestId: broken.requestId });
    expect(grants.map(({ state }) => state)).toEqual(["revoked", "revoked"]);
    await expect(
      decideRequest(org.approver, { requestId: broken.requestId, ...decision }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("is suspended by drift, and nobody asks for it again by itself", async () => {
    await glassInForce(org);
    const { requestId } = await breakForRefund(org.owner, server);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await deliverEvents(org.organizationId);
    const { grants } = await getRequest(org.owner, { requestId });
    expect(grants.find(({ kind }) => kind === "tool")).toMatchObject({ state: "suspended" });
    expect(await trail(org.organizationId, ["request.submitted"])).toHaveLength(1);
  });

  it("twice at once by one person happens once, on two servers too", async () => {
    await glassInForce(org);
    const elsewhere = await registerServer(org.admin, {
      name: "Mailing",
      purpose: "Sends letters",
      environment: "production",
      criticality: "high",
      team: "Support",
      transport: "stdio",
      command: "mailing",
      dataClasses: [],
      ownerId: org.owner.userId,
      backupOwnerId: org.admin.userId,
    });
    const both = await Promise.allSettled([
      breakForRefund(org.owner, server),
      breakForRefund(org.owner, { ...server, serverId: elsewhere.serverId }, { toolIds: [] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await trail(org.organizationId, ["break_glass.used"])).toHaveLength(1);
  });

  it("is refused where fewer than two others could review it", async () => {
    await glassInForce(org, { reviewFrom: [{ kind: "role", role: "approver" }] });
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: org.approver2.userId }, data: { isActive: false } }),
    );
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject(refused("Fewer than two others"));
  });

  it("is answered yes by decisions while it holds", async () => {
    await glassInForce(org);
    await breakForRefund(org.owner, server);
    const { organizationId } = org;
    const { tokenId } = await createToken(org.admin, { name: "d", scopes: ["decisions:evaluate"], days: 1 });
    const token: Actor = {
      kind: "token",
      organizationId,
      tokenId,
      name: "d",
      scopes: ["decisions:evaluate"],
    };
    const question = {
      subject: { type: "consumer", id: server.consumerSlug },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${server.slug}/refund_payment` },
    };
    const [answer] = await evaluateAccess(token, { questions: [question] });
    expect(answer?.decision).toBe(true);
  });

  it("needs reasons of a length, and never takes a secret for one", async () => {
    await glassInForce(org);
    await expect(breakForRefund(org.owner, server, { emergency: "now" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(breakForRefund(org.owner, server, { justification: "" })).rejects.toMatchObject({
      code: "invalid",
    });
    const nobody = await newPerson(org.organizationId, "Nobody", []);
    await expect(breakGlass(nobody, {} as never)).rejects.toMatchObject({ code: "invalid" });
  });
});
