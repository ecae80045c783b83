import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { startBulkChange } from "#lib/bulk/commands/start-bulk-change.ts";
import { tasks as bulkTasks } from "#lib/bulk/jobs.ts";
import { getBulkChange } from "#lib/bulk/queries/get-bulk-change.ts";
import { previewBulkChange } from "#lib/bulk/queries/preview-bulk-change.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import {
  deliverEvents,
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
import { copyAccess } from "#tests/factories/many-grants.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org, "development");
});

const askToMove = (days = 60) => askFor(org.owner, server.serverId, { moveTo: "production" }, days);
const environment = async () => (await getServer(org.owner, { slug: server.slug })).environment;
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));

describe("asking to move a server to production", () => {
  it("shows the path that production takes, and what would go on", async () => {
    await enableRefund(org, server);
    const preview = await previewRequest(org.owner, {
      slug: server.slug,
      moveTo: "production",
      durationDays: 60,
    });
    expect(preview).toMatchObject({
      title: "Move Ticket desk to production, keeping 2 grants for at most 60 days",
      environment: "production",
      impact: "regulated",
      maxDurationDays: 90,
      isAutomatic: false,
      problems: [],
    });
    expect(preview.carriesOn.map(({ name }) => name).sort()).toEqual([
      "Support agent on Ticket desk",
      "refund_payment on Ticket desk",
    ]);
    expect(preview.words[0]).toContain("in production");
  });

  it("moves it with the last vote, and what was in force goes on, approved for production and no longer than before", async () => {
    const first = await enableRefund(org, server);
    const before = await grantsOf(org, server.serverId);
    const { requestId } = await askToMove();
    expect(await environment()).toBe("development");
    await expect(approve(org.approver, requestId)).resolves.toMatchObject({ state: "applied" });
    expect(await environment()).toBe("production");
    const grants = await grantsOf(org, server.serverId);
    expect(grants.slice(0, 2)).toMatchObject([
      { state: "revoked", requestId: first, stateReason: "Replaced by a newer approval." },
      { state: "revoked", requestId: first },
    ]);
    expect(grants.slice(2)).toMatchObject([
      { state: "active", requestId, approvedEnvironment: "production" },
      { state: "active", requestId, approvedEnvironment: "production" },
    ]);
    expect(grants[2]?.expiresAt).toEqual(before[0]?.expiresAt);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("enabled");
    const types = (await trail(org.organizationId)).slice(-7).map((event) => event.type);
    expect(types.toSorted()).toEqual([
      "grant.issued",
      "grant.issued",
      "grant.revoked",
      "grant.revoked",
      "request.approved",
      "request.approved_by",
      "server.changed",
    ]);
    await deliverEvents(org.organizationId);
    expect((await grantsOf(org, server.serverId)).filter(({ state }) => state === "active")).toHaveLength(2);
  });

  it("ends what goes on earlier when fewer days are asked for", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove(5);
    await approve(org.approver, requestId);
    const [, , grant] = await grantsOf(org, server.serverId);
    const days = ((grant?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(4.9);
    expect(days).toBeLessThan(5.1);
  });

  it("is for its owners and administrators, is not decided by who asked or whose consumer is let in, and not by others", async () => {
    await enableRefund(org, server);
    await expect(askFor(org.member, server.serverId, { moveTo: "production" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { requestId } = await askToMove();
    await expect(approve(org.owner, requestId)).rejects.toMatchObject({ code: expect.any(String) });
    await expect(approve(org.member, requestId)).rejects.toMatchObject({ code: expect.any(String) });
    const other = await newOrganization();
    await expect(approve(other.approver, requestId)).rejects.toMatchObject({ code: "not_found" });
    await expect(askFor(other.owner, server.serverId, { moveTo: "production" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is asked once, with nothing else beside it, and not for longer than policy allows", async () => {
    await enableRefund(org, server);
    await expect(askToMove(91)).rejects.toMatchObject({ code: "invalid" });
    await expect(
      submitRequest(org.owner, {
        serverId: server.serverId,
        moveTo: "production",
        toolIds: [server.searchId],
        durationDays: 30,
        justification: WHY,
      }),
    ).rejects.toMatchObject({ code: "invalid" });
    const both = await Promise.allSettled([askToMove(), askToMove()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(askToMove()).rejects.toMatchObject({ publicMessage: expect.stringContaining("already") });
  });

  it("needs a backup owner when it is decided, too", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    await assignOwners(org.admin, {
      serverId: server.serverId,
      version: (await getServer(org.admin, { slug: server.slug })).version,
      ownerId: org.owner.userId,
      backupOwnerId: "",
      reason: "The backup owner leaves.",
    });
    await expect(approve(org.approver, requestId)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("backup owner"),
    });
    expect(await environment()).toBe("development");
  });
});

it("says so when more is in force than one request carries on, whatever else there is", async () => {
  await enableRefund(org, server);
  const ids = await copyAccess(org, server, 560);
  const preview = () =>
    previewRequest(org.owner, { slug: server.slug, moveTo: "production", durationDays: 60 });
  // Those come first by their ids, and do not go on.
  await asOwner("update grants set approved_environment = 'production' where id = any ($1)", [
    ids.slice(0, 50),
  ]);
  expect((await preview()).problems).toEqual([
    "More than 500 grants are in force on Ticket desk. End what is not needed first.",
  ]);
  await expect(askToMove()).rejects.toMatchObject({ code: "refused" });
  await asOwner("update grants set approved_environment = 'production' where id = any ($1)", [
    ids.slice(50, 62),
  ]);
  expect(await preview()).toMatchObject({
    title: "Move Ticket desk to production, keeping 500 grants for at most 60 days",
    problems: [],
  });
});

describe("what changes while a move waits", () => {
  it("makes it stale when a tool changes; whoever asked is told, and the tool asks for itself", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await expect(approve(org.approver, requestId)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("Ask for it anew"),
    });
    await deliverEvents(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
    const [told] = (await trail(org.organizationId, ["request.withdrawn"])).slice(-1);
    expect(told?.detail.notify).toEqual([org.owner.userId]);
    expect(await environment()).toBe("development");
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("pending");
  });

  it("does not bring back what ended, and suspends what came into force since", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    const [tool] = (await grantsOf(org, server.serverId)).filter(({ kind }) => kind === "tool");
    await revokeGrant(org.owner, { grantId: tool?.id ?? "", reason: "Not needed any more." });
    const later = await askFor(org.owner, server.serverId, { toolIds: [server.searchId] });
    await approve(org.approver, later.requestId);
    await approve(org.approver, requestId);
    const grants = await grantsOf(org, server.serverId);
    expect(grants.filter(({ state }) => state === "active")).toMatchObject([{ kind: "access", requestId }]);
    expect(grants.filter(({ state }) => state === "suspended")).toMatchObject([
      {
        requestId: later.requestId,
        stateReason: "The server moved to production after this was approved.",
      },
    ]);
  });

  it("is over once the server is in production by other means, and the sweep finds it", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    for (const { id } of await grantsOf(org, server.serverId)) {
      await revokeGrant(org.owner, { grantId: id, reason: "Not needed any more." });
    }
    await updateServer(org.owner, { serverId: server.serverId, environment: "production" });
    await expect(approve(org.approver, requestId)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("in production already"),
    });
    for (const sweep of sweeps) await sweep.run(org.organizationId);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
  });

  it("is decided once by two at the same time", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    const votes = await Promise.allSettled([
      approve(org.approver, requestId),
      approve(org.approver2, requestId),
    ]);
    expect(votes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await grantsOf(org, server.serverId)).filter(({ state }) => state === "active")).toHaveLength(2);
  });
});

describe("moving without asking", () => {
  it("is refused with where to ask while grants are in force, and by the database past the application", async () => {
    await enableRefund(org, server);
    const move = () => updateServer(org.admin, { serverId: server.serverId, environment: "production" });
    await expect(move()).rejects.toMatchObject({
      code: "invalid",
      fields: { environment: expect.stringContaining("ask for it") },
    });
    await expect(
      run(`update server set environment = 'production' where id = '${server.serverId}'`),
    ).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("has to be asked for"),
    });
    for (const { id } of await grantsOf(org, server.serverId)) {
      await revokeGrant(org.owner, { grantId: id, reason: "Not needed any more." });
    }
    await move();
    expect(await environment()).toBe("production");
  });

  it("is refused for one of many in a bulk change, which goes on with the others", async () => {
    await enableRefund(org, server);
    const [free = ""] = await insertServers(org, 1);
    const change = { action: "set_environment", environment: "production" } as const;
    const selection = { kind: "ids" as const, ids: [server.serverId, free] };
    expect(await previewBulkChange(org.admin, { change, selection })).toMatchObject({
      changedCount: 1,
      refusedCount: 1,
    });
    const counts = { shownCount: 2, typedCount: 2 };
    const { bulkChangeId } = await startBulkChange(org.admin, { change, selection, ...counts });
    for (let step = 0; step < 5; step += 1) {
      await bulkTasks["advance-bulk-change"]?.({ organizationId: org.organizationId, bulkChangeId });
    }
    expect(await getBulkChange(org.admin, { bulkChangeId })).toMatchObject({
      state: "finished",
      changedCount: 1,
      refusedCount: 1,
      failedCount: 0,
    });
    expect(await environment()).toBe("development");
  });

  it("is free away from production, and back while all of it was approved for production", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    await approve(org.approver, requestId);
    await updateServer(org.owner, { serverId: server.serverId, environment: "staging" });
    await updateServer(org.owner, { serverId: server.serverId, environment: "production" });
    expect(await environment()).toBe("production");
  });

  it("is not bought by an approval that was used once", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    await approve(org.approver, requestId);
    await updateServer(org.owner, { serverId: server.serverId, environment: "staging" });
    const { requestId: later } = await askFor(org.owner, server.serverId, { toolIds: [server.searchId] });
    await approve(org.approver, later);
    await expect(
      run(`update server set environment = 'production' where id = '${server.serverId}'`),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      run(`update request set state = 'approved' where id = '${requestId}'`),
    ).rejects.toMatchObject({ code: "refused", publicMessage: expect.stringContaining("final") });
  });

  it("is not bought by a request that nobody agreed to", async () => {
    await enableRefund(org, server);
    const { requestId } = await askToMove();
    await expect(
      inTenant(org.organizationId, "write", async (tx) => {
        await tx.$executeRawUnsafe(`update request set state = 'approved' where id = '${requestId}'`);
        await tx.$executeRawUnsafe(
          `update server set environment = 'production' where id = '${server.serverId}'`,
        );
      }),
    ).rejects.toMatchObject({ code: "refused" });
  });
});
