import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { sweeps } from "#lib/grants/jobs.ts";
import { listGrantedServers } from "#lib/grants/queries/list-granted-servers.ts";
import { listGrants } from "#lib/grants/queries/list-grants.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { loadGrantsForReview } from "#lib/grants/steps/load-grants.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const DAY_MS = 86_400_000;
const REASON = "The contract with the vendor ended.";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

async function grantId(kind: "tool" | "access"): Promise<string> {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  return items.find((grant) => grant.kind === kind)?.id ?? "";
}

describe("what was granted", () => {
  it("is asked of one tool or one kind, not picked from the newest of all", async () => {
    const of = (asked: { toolId?: string; kind?: "access" }) =>
      listServerGrants(org.auditor, { serverId: server.serverId, withEnded: true, ...asked });
    const ofTool = await of({ toolId: server.refundId });
    expect(ofTool.items.map((grant) => grant.tool?.id)).toEqual([server.refundId]);
    expect(ofTool.hasMore).toBe(false);
    expect((await of({ toolId: server.searchId })).items).toEqual([]);
    expect((await of({ kind: "access" })).items.map((grant) => grant.kind)).toEqual(["access"]);
  });

  it("to a consumer is told by server, of all or of those asked about", async () => {
    const { consumerId, serverId, slug } = server;
    const item = { id: serverId, slug, name: "Ticket desk" };
    expect(await listGrantedServers(org.auditor, { consumerId })).toEqual({ items: [item], hasMore: false });
    const asked = await listGrantedServers(org.auditor, { consumerId, serverIds: [serverId] });
    expect(asked.items).toEqual([item]);
    const none = await listGrantedServers(org.auditor, { consumerId, serverIds: [] });
    expect(none.items).toEqual([]);
    const other = await newOrganization();
    expect((await listGrantedServers(other.auditor, { consumerId })).items).toEqual([]);
    await revokeGrant(org.owner, { grantId: await grantId("access"), reason: REASON });
    expect((await listGrantedServers(org.auditor, { consumerId })).items).toEqual([]);
  });
});

describe("revoking a grant", () => {
  it("ends it at once and disables the tool, with both events", async () => {
    const id = await grantId("tool");
    await revokeGrant(org.owner, { grantId: id, reason: REASON });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    const ended = await listServerGrants(org.auditor, { serverId: server.serverId, withEnded: true });
    expect(ended.items.find((grant) => grant.id === id)).toMatchObject({
      status: "revoked",
      stateReason: REASON,
    });
    const told = await trail(org.organizationId, ["grant.revoked", "tool.disabled"]);
    expect(told.map((event) => event.detail.serverId)).toEqual([server.serverId, server.serverId]);
  });

  it("twice at once revokes once", async () => {
    const id = await grantId("access");
    const both = await Promise.allSettled(
      [org.owner, org.admin].map((actor) => revokeGrant(actor, { grantId: id, reason: REASON })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(1);
  });

  it("is for the server's owners and administrators, and found in no other organization", async () => {
    const id = await grantId("tool");
    await expect(revokeGrant(org.member, { grantId: id, reason: REASON })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(revokeGrant(org.auditor, { grantId: id, reason: REASON })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await newOrganization();
    await expect(revokeGrant(other.admin, { grantId: id, reason: REASON })).rejects.toMatchObject({
      code: "not_found",
    });
    const view = await listServerGrants(org.member, { serverId: server.serverId });
    expect(view.items[0]?.allowed.revoke).toMatch(/owner/);
  });
});

describe("a grant", () => {
  it("past its end is expired, not revoked, and its tool is disabled with the reason", async () => {
    const restore = setClock(() => new Date(Date.now() + 31 * DAY_MS));
    try {
      for (const sweep of sweeps) await sweep.run(org.organizationId);
      for (const sweep of sweeps) await sweep.run(org.organizationId);
      const ended = await listServerGrants(org.auditor, { serverId: server.serverId, withEnded: true });
      expect(ended.items.map((grant) => grant.status)).toEqual(["expired", "expired"]);
      expect((await listServerGrants(org.auditor, { serverId: server.serverId })).items).toEqual([]);
    } finally {
      restore();
    }
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    const [event, ...more] = await trail(org.organizationId, ["tool.disabled"]);
    expect(event?.detail.reason).toMatch(/^The approval ended on \d{1,2} [A-Z][a-z]+ \d{4}\.$/);
    expect(more).toEqual([]);
  });

  it("without an approval is refused by the database, whatever the application does", async () => {
    const make = (change: object) =>
      inTenant(org.organizationId, "write", async (tx) => {
        const [model] = await tx.grant.findMany({ where: { kind: "tool" }, take: 1 });
        if (model === undefined) throw new Error("no grant to copy");
        await tx.grant.updateMany({
          where: { id: model.id },
          data: { state: "revoked", revokedAt: new Date() },
        });
        await tx.grant.create({ data: { ...model, id: newId(), ...change } });
      });
    await expect(make({ toolId: server.searchId })).rejects.toMatchObject({ code: "refused" });
    await expect(make({ toolDigest: `sha256:${"0".repeat(64)}` })).rejects.toMatchObject({ code: "refused" });
    await expect(make({ serverDigest: "other" })).rejects.toMatchObject({ code: "refused" });
    await expect(make({ originKind: "import", requestId: null })).rejects.toMatchObject({ code: "refused" });
    await expect(make({ requestId: null })).rejects.toThrow();
  });

  it("is listed a page at a time, soonest end first, within its organization", async () => {
    const first = await listGrants(org.auditor, { limit: 1 });
    const second = await listGrants(org.auditor, { limit: 1, cursor: first.nextCursor ?? "" });
    const ids = [...first.items, ...second.items].map((grant) => grant.id);
    expect(new Set(ids)).toEqual(new Set([await grantId("tool"), await grantId("access")]));
    expect(second.nextCursor).toBeNull();
    expect(first.total).toEqual({ count: 2, isEstimate: false });
    expect((await listGrants(org.auditor, { status: "revoked" })).items).toEqual([]);
    expect((await listGrants(org.auditor, { consumerId: server.consumerId })).items).toHaveLength(1);
    const other = await newOrganization();
    expect((await listGrants(other.auditor, {})).items).toEqual([]);
    expect((await listServerGrants(other.auditor, { serverId: server.serverId })).items).toEqual([]);
  });

  it("is told to a review with what it is for", async () => {
    const facts = await inTenant(org.organizationId, "read", (tx) =>
      loadGrantsForReview(tx, server.serverId),
    );
    expect(facts.find((grant) => grant.kind === "tool")).toMatchObject({
      tool: { name: "refund_payment", impact: "regulated", digest: expect.stringMatching(/^sha256:/) },
      state: "active",
      requestId: expect.any(String),
    });
    expect(facts.find((grant) => grant.kind === "access")).toMatchObject({
      consumer: { name: "Support agent", kind: "agent", ownerId: org.member.userId },
    });
  });
});
