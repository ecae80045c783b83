import "#tests/setup/use-test-database.ts";
import { describe, expect, it, vi } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { revokeServer } from "#lib/grants/commands/revoke-server.ts";
import { saveRevocationPath } from "#lib/grants/commands/save-revocation-path.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { getServerUse } from "#lib/grants/queries/get-server-use.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { cancelRetirement } from "#lib/inventory/commands/cancel-retirement.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { requestRetirement } from "#lib/inventory/commands/request-retirement.ts";
import { resumeServer } from "#lib/inventory/commands/resume-server.ts";
import { revokeCredential } from "#lib/inventory/commands/revoke-credential.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getCredential } from "#lib/inventory/queries/get-credential.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listServerOffers } from "#lib/inventory/queries/list-server-offers.ts";
import { react } from "#lib/jobs/reactions.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

const REASON = "The vendor ends the product.";
const ending = ({ serverId }: GovernedServer) => ({ serverId, reason: REASON, confirmName: "Ticket desk" });
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

async function deliver({ organizationId }: TestOrganization): Promise<void> {
  const announced = (await trail(organizationId)).filter((event) => EVENTS[event.type].announced);
  await react(organizationId, announced);
}

async function governed(): Promise<{ org: TestOrganization; server: GovernedServer }> {
  const org = await newOrganization();
  return { org, server: await newGovernedServer(org) };
}

describe("asking that a server be retired", () => {
  it("is for who answers for it, shows on its page, cuts nothing off, and can be taken back", async () => {
    const { org, server } = await governed();
    const asked = { serverId: server.serverId, reason: REASON, plannedOn: inAWeek() };
    await expect(requestRetirement(org.member, asked)).rejects.toMatchObject({ code: "forbidden" });
    await expect(requestRetirement(org.owner, { ...asked, plannedOn: "2020-01-01" })).rejects.toMatchObject({
      code: "invalid",
      fields: { plannedOn: expect.any(String) },
    });
    await requestRetirement(org.owner, asked);
    const page = await getServer(org.owner, { slug: server.slug });
    expect(page).toMatchObject({
      state: "active",
      retirement: { askedBy: "Owner", reason: REASON, plannedOn: asked.plannedOn },
    });
    await expect(requestRetirement(org.admin, asked)).rejects.toMatchObject({ code: "refused" });
    await cancelRetirement(org.owner, { serverId: server.serverId });
    expect((await getServer(org.owner, { slug: server.slug })).retirement).toBeNull();
    await expect(cancelRetirement(org.owner, { serverId: server.serverId })).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("is not found from another organization", async () => {
    const { server } = await governed();
    const stranger = await newOrganization();
    const asked = { serverId: server.serverId, reason: REASON, plannedOn: inAWeek() };
    await expect(requestRetirement(stranger.admin, asked)).rejects.toMatchObject({ code: "not_found" });
    await expect(retireServer(stranger.admin, ending(server))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("ending a server", () => {
  it("revokes every grant and disables every tool in one transaction, and never comes back", async () => {
    const { org, server } = await governed();
    await enableRefund(org, server);
    expect(await getServerUse(org.owner, { serverId: server.serverId })).toEqual({
      tools: 1,
      consumers: 1,
      grants: 2,
      consumerNames: ["Support agent"],
    });
    const { grantsRevoked, toolsDisabled } = await revokeServer(org.admin, ending(server));
    expect({ grantsRevoked, toolsDisabled }).toEqual({ grantsRevoked: 2, toolsDisabled: 1 });
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    const { items } = await listServerGrants(org.admin, { serverId: server.serverId, withEnded: true });
    expect(items.map((grant) => grant.status)).toEqual(["revoked", "revoked"]);
    await expect(
      resumeServer(org.admin, { serverId: server.serverId, reason: REASON }),
    ).rejects.toMatchObject({
      code: "refused",
    });
    await expect(revokeServer(org.admin, ending(server))).rejects.toMatchObject({ code: "refused" });
    const byId = { serverId: server.serverId };
    expect((await getRevocationPath(org.admin, byId)).canEdit).toBe(true);
    await retireServer(org.admin, ending(server));
    expect((await getServer(org.admin, { slug: server.slug })).state).toBe("retired");
    const { canEdit, hash } = await getRevocationPath(org.admin, byId);
    expect(canEdit).toContain("retired");
    await expect(saveRevocationPath(org.admin, { ...byId, hash, steps: [] })).rejects.toMatchObject({
      code: "refused",
    });
    await expect(updateServer(org.admin, { serverId: server.serverId, team: "None" })).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("wants the server's name typed, and an administrator", async () => {
    const { org, server } = await governed();
    await expect(
      retireServer(org.admin, { ...ending(server), confirmName: "ticket desk" }),
    ).rejects.toMatchObject({ code: "invalid", fields: { confirmName: expect.any(String) } });
    await expect(retireServer(org.owner, ending(server))).rejects.toMatchObject({ code: "forbidden" });
    expect((await getServer(org.admin, { slug: server.slug })).state).toBe("active");
  });

  it("takes the name as people see it, whatever spaces and accents it was given or typed with", async () => {
    const { org, server } = await governed();
    const { serverId } = server;
    const given = "Zu\u0308rich\n  pay\u202e desk\u200b";
    await updateServer(org.owner, { serverId, name: given });
    expect((await getServer(org.admin, { slug: server.slug })).name).toBe("Z\u00fcrich pay desk");
    await expect(updateServer(org.owner, { serverId, name: "\u200b\u3164" })).rejects.toMatchObject({
      code: "invalid",
    });
    await retireServer(org.admin, { ...ending(server), confirmName: "Zu\u0308rich\u00a0pay  desk " });
    expect((await getServer(org.admin, { slug: server.slug })).state).toBe("retired");
  });

  it("withdraws what is asked for and offered, and lets the same server be registered anew", async () => {
    const { org, server } = await governed();
    const { requestId } = await askForRefund(org.owner, server);
    const receiverId = org.approver2.userId;
    await offerOwnership(org.owner, { serverId: server.serverId, seat: "owner", receiverId });
    await retireServer(org.admin, ending(server));
    expect(await eventsOf(org.organizationId, "server.revoked")).toHaveLength(1);
    await deliver(org);
    await deliver(org);
    expect((await getRequest(org.owner, { requestId })).state).toBe("withdrawn");
    expect((await listServerOffers(org.admin, { serverId: server.serverId })).open).toEqual([]);
    const { slug } = await registerServer(org.admin, {
      name: "Ticket desk",
      purpose: "The next one",
      environment: "production",
      transport: "stdio",
      command: "ticket-desk",
      args: ["--stdio"],
      ownerId: org.owner.userId,
      backupOwnerId: org.admin.userId,
    });
    expect(slug).toBe("ticket-desk-2");
  });

  it("leaves a finding for each credential until it is marked as revoked, even when retired", async () => {
    const { org, server } = await governed();
    const { credentialId } = await addCredential(org.owner, {
      serverId: server.serverId,
      name: "Desk key",
      kind: "api_key",
      keptIn: "secret_manager",
    });
    await retireServer(org.admin, ending(server));
    await deliver(org);
    const rules = async () =>
      (await getServerFindings(org.admin, { serverId: server.serverId })).map((finding) => finding.rule);
    expect(await rules()).toEqual(["credential_not_revoked"]);
    const { allowed } = await getCredential(org.owner, { credentialId });
    expect(allowed).toEqual({ rotate: expect.stringContaining("is retired"), revoke: true });
    await revokeCredential(org.owner, { credentialId, reason: "Its server is retired." });
    await deliver(org);
    expect(await rules()).toEqual([]);
  });

  it("leaves nothing granted when an approval is given at the same moment", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { org, server } = await governed();
      const { requestId } = await askForRefund(org.owner, server);
      const [approved, retired] = await Promise.allSettled([
        decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." }),
        retireServer(org.admin, ending(server)),
      ]);
      expect(retired.status).toBe("fulfilled");
      const { items } = await listServerGrants(org.admin, { serverId: server.serverId });
      expect(items.filter((grant) => grant.status === "active")).toEqual([]);
      expect(await toolState(org.organizationId, server.serverId, server.refundId)).not.toBe("enabled");
      if (approved.status === "rejected") expect(approved.reason).toMatchObject({ code: "refused" });
    }
  });

  it("lets nobody ask for anything on it afterwards", async () => {
    const { org, server } = await governed();
    await revokeServer(org.admin, ending(server));
    await expect(askForRefund(org.owner, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: "Ticket desk is revoked, so nothing can be granted on it now.",
    });
  });

  it("leaves nothing waiting that was being asked for when it was cut off", async () => {
    const { org, server } = await governed();
    let asking: Promise<{ requestId: string }> | undefined;
    let revoking: Promise<void> | undefined;
    await inTenant(org.organizationId, "write", async (tx) => {
      // Whoever asks has read the server by the time it waits for the consumer.
      await tx.$queryRaw`select id from consumer where id = ${server.consumerId}::uuid for update`;
      asking = submitRequest(org.owner, {
        serverId: server.serverId,
        toolIds: [],
        consumerIds: [server.consumerId],
        durationDays: 30,
        justification: "Our agents read tickets for the desk.",
      });
      await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
      revoking = revokeServer(org.admin, ending(server)).then(() => deliver(org));
      // Time enough for all of it, unless it waits for whoever asks, as it must.
      await Promise.race([revoking, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    });
    await revoking;
    const { requestId } = (await asking) ?? expect.fail("nothing was asked");
    expect(await getRequest(org.admin, { requestId })).toMatchObject({ state: "withdrawn" });
  });

  it("is not disturbed by a look at its tools that comes in at the same moment, or after it", async () => {
    const { org, server } = await governed();
    await enableRefund(org, server);
    const [, retired] = await Promise.allSettled([
      offerTools(org.organizationId, server.serverId, [REFUND, SEARCH, { ...SEARCH, name: "new_one" }]),
      retireServer(org.admin, ending(server)),
    ]);
    expect(retired.status).toBe("fulfilled");
    await offerTools(org.organizationId, server.serverId, [{ ...SEARCH, name: "later_one" }]);
    const page = await getServer(org.admin, { slug: server.slug });
    expect(page.state).toBe("retired");
    expect(page.tools.map((tool) => tool.name)).not.toContain("later_one");
    expect(page.tools.filter((tool) => tool.state === "enabled")).toEqual([]);
  });
});
