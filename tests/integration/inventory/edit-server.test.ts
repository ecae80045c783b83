import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { disableTool } from "#lib/inventory/commands/disable-tool.ts";
import { removeScope } from "#lib/inventory/commands/remove-scope.ts";
import { resumeServer } from "#lib/inventory/commands/resume-server.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { updateCredential } from "#lib/inventory/commands/update-credential.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { listConsumers } from "#lib/inventory/queries/list-consumers.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

const REASON = "Leaked token, see incident 42.";

describe("editing a server", () => {
  it("lets owner, backup owner and administrators edit; says to others what is missing, on the record", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    await updateServer(organization.owner, { serverId, purpose: "First" });
    await updateServer(organization.member, { serverId, purpose: "Second" });
    await updateServer(organization.admin, { serverId, purpose: "Third" });
    const attempt = updateServer(organization.approver, { serverId, purpose: "Fourth" });
    await expect(attempt).rejects.toMatchObject({
      code: "forbidden",
      publicMessage: expect.stringContaining("owner"),
    });
    expect((await getServer(organization.admin, { slug })).purpose).toBe("Third");
    const events = await eventsOf(organization.organizationId, "server.changed");
    expect(events[1]?.detail).toMatchObject({
      serverId,
      changes: { purpose: { before: "First", after: "Second" } },
    });
    expect(await eventsOf(organization.organizationId, "command.denied")).toHaveLength(1);
  });

  it("writes nothing when nothing changed", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    await updateServer(organization.owner, {
      serverId,
      environment: "production",
      dataClasses: ["internal"],
    });
    expect(await eventsOf(organization.organizationId, "server.changed")).toHaveLength(0);
  });

  it("refuses to overwrite what somebody else saved since the form was opened", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const { version } = await getServer(organization.owner, { slug });
    const save = (purpose: string) => updateServer(organization.owner, { serverId, version, purpose });
    const outcomes = await Promise.allSettled([save("A"), save("B")]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const [lost] = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
  });

  it("leaves the ceiling to administrators and the backup owner in production", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization, { environment: "staging", backupOwnerId: null });
    const role = updateServer(organization.owner, { serverId, serverRoleId: serverId });
    await expect(role).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      updateServer(organization.admin, { serverId, serverRoleId: serverId }),
    ).rejects.toMatchObject({
      fields: { serverRoleId: expect.stringContaining("no such server role") },
    });
    await expect(
      updateServer(organization.owner, { serverId, environment: "production" }),
    ).rejects.toMatchObject({
      fields: { environment: expect.stringContaining("backup owner") },
    });
  });

  it("hands a server over to two different active people", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const [ownerId, backupOwnerId] = [organization.member.userId, organization.approver.userId];
    await assignOwners(organization.admin, { serverId, ownerId, backupOwnerId, reason: REASON });
    await expect(
      assignOwners(organization.member, { serverId, ownerId, backupOwnerId, reason: REASON }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const server = await getServer(organization.owner, { slug });
    expect([server.owner?.id, server.backupOwner?.id]).toEqual([ownerId, backupOwnerId]);
    expect(server.allowed.edit).toContain("owner");
    const [event] = await eventsOf(organization.organizationId, "server.owners_changed");
    expect(event?.detail).toMatchObject({
      serverId,
      changes: { owner: { before: "Owner", after: "Member" } },
    });
    const same = assignOwners(organization.admin, {
      serverId,
      ownerId,
      backupOwnerId: ownerId,
      reason: REASON,
    });
    await expect(same).rejects.toMatchObject({ fields: { backupOwnerId: expect.any(String) } });
  });

  it("is not found from another organization", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    const { admin } = await newOrganization();
    const attempts = [
      () => updateServer(admin, { serverId, purpose: "X" }),
      () => suspendServer(admin, { serverId, reason: REASON }),
      () => addScope(admin, { serverId, name: "x", breadth: "narrow" }),
      () => addCredential(admin, { serverId, name: "x", kind: "api_key", keptIn: "unknown" }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a server's identity", () => {
  it("changes with its connection and its scopes, and returns with them", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const digest = async () => (await getServer(organization.admin, { slug })).identityDigest;
    const first = await digest();
    const { scopeId } = await addScope(organization.owner, {
      serverId,
      name: "tickets:*",
      breadth: "wildcard",
    });
    const second = await digest();
    expect(second).not.toBe(first);
    await removeScope(organization.owner, { serverId, scopeId });
    expect(await digest()).toBe(first);
    const server = await getServer(organization.admin, { slug });
    const { transport, command, packageRegistry, packageName } = server;
    await updateConnection(organization.owner, {
      serverId,
      transport,
      command,
      args: ["-y", `${packageName}@2.0.0`],
      packageRegistry,
      packageName,
      packageVersion: "2.0.0",
    });
    expect(await digest()).not.toBe(first);
    const events = await eventsOf(organization.organizationId, "server.identity_changed");
    expect(events).toHaveLength(3);
    expect(events[0]?.detail).toMatchObject({ serverId, before: first, after: second });
    expect(await eventsOf(organization.organizationId, "scope.added")).toHaveLength(1);
    expect(await eventsOf(organization.organizationId, "scope.removed")).toHaveLength(1);
  });

  it("cannot become that of another server, nor hold one scope twice", async () => {
    const organization = await newOrganization();
    const first = await newServer(organization, {
      transport: "sse",
      command: null,
      args: [],
      packageName: null,
      url: "https://a.example/sse",
    });
    const second = await newServer(organization);
    const become = updateConnection(organization.admin, {
      serverId: second.serverId,
      transport: "sse",
      url: "https://A.example/sse/",
    });
    await expect(become).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining(first.slug),
    });
    const add = () =>
      addScope(organization.owner, { serverId: first.serverId, name: "read", breadth: "narrow" });
    const outcomes = await Promise.allSettled([add(), add()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });
});

describe("a stricter environment or criticality", () => {
  it("pulls a review day that is too far away in to the latest it allows, and says so", async () => {
    const organization = await newOrganization();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { serverId, slug } = await newServer(organization, {
      environment: "development",
      nextReviewOn: inDays(300),
    });
    const reviewOn = async () => (await getServer(organization.admin, { slug })).nextReviewOn;
    await updateServer(organization.owner, { serverId, criticality: "low" });
    expect(await reviewOn()).toBe(inDays(300));
    await updateServer(organization.owner, {
      serverId,
      environment: "production",
      criticality: "critical",
      nextReviewOn: inDays(300),
    });
    expect(await reviewOn()).toBe(inDays(45));
    const changed = await eventsOf(organization.organizationId, "server.changed");
    expect(changed.at(-1)?.detail).toMatchObject({
      changes: { nextReviewOn: { before: inDays(300), after: inDays(45) } },
    });
  });
});

describe("suspending", () => {
  it("cuts a server off and resumes it, each with a reason and an event, once", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServerWithTools(organization);
    const suspend = () => suspendServer(organization.admin, { serverId, reason: REASON });
    const outcomes = await Promise.allSettled([suspend(), suspend()]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({
      code: "refused",
    });
    const suspended = await getServer(organization.admin, { slug });
    expect(suspended).toMatchObject({ state: "suspended", stateReason: REASON });
    expect(suspended.allowed).toMatchObject({ resume: true, suspend: expect.stringContaining("suspended") });
    const whyAgain = "The vendor has fixed it.";
    await resumeServer(organization.admin, { serverId, reason: whyAgain });
    expect(await getServer(organization.admin, { slug })).toMatchObject({
      state: "active",
      stateReason: null,
    });
    expect(await eventsOf(organization.organizationId, "server.suspended")).toHaveLength(1);
    const resumed = await eventsOf(organization.organizationId, "server.resumed");
    expect(resumed.map(({ detail }) => detail)).toEqual([{ serverId, reason: whyAgain }]);
    await expect(suspendServer(organization.owner, { serverId, reason: REASON })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("credentials", () => {
  it("are recorded as facts, with a status that time decides, and changed on the record", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const expiresAt = new Date(Date.now() + 10 * 86_400_000).toISOString();
    const credential = {
      serverId,
      name: "Ticket API key",
      kind: "api_key",
      keptIn: "secret_manager",
    } as const;
    const { credentialId } = await addCredential(organization.owner, { ...credential, expiresAt });
    const statuses = async () =>
      (await getServer(organization.admin, { slug })).credentials.map((found) => found.status);
    expect(await statuses()).toEqual(["expiring"]);
    await updateCredential(organization.member, {
      credentialId,
      expiresAt: "2020-01-01",
      issuedAt: "2019-01-01",
    });
    expect(await statuses()).toEqual(["expired"]);
    const events = await eventsOf(organization.organizationId, "credential.changed");
    expect(events).toHaveLength(1);
    expect(events[0]?.detail).toMatchObject({
      serverId,
      changes: { expiresAt: { after: "2020-01-01T00:00:00.000Z" } },
    });
  });

  it.each([{ state: "revoked" }, { state: "rotated" }, { lastRotatedAt: "2026-01-01" }])(
    "refuse %o as a correction: revoking and rotating have commands of their own",
    async (field) => {
      const organization = await newOrganization();
      const { serverId, slug } = await newServer(organization);
      const { credentialId } = await addCredential(organization.owner, {
        serverId,
        name: "Deploy key",
        kind: "api_key",
        keptIn: "secret_manager",
      });
      await expect(
        updateCredential(organization.owner, { credentialId, ...field } as { credentialId: string }),
      ).rejects.toMatchObject({ code: "invalid" });
      const [credential] = (await getServer(organization.admin, { slug })).credentials;
      expect(credential).toMatchObject({ state: "active", lastRotatedAt: null });
    },
  );

  it("keep a moment and its reminder when other facts change", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const { credentialId } = await addCredential(organization.owner, {
      serverId,
      name: "Deploy key",
      kind: "api_key",
      keptIn: "secret_manager",
      expiresAt: "2027-03-05T18:30:00Z",
    });
    await updateCredential(organization.owner, { credentialId, name: "Deploy key of the desk" });
    const [credential] = (await getServer(organization.admin, { slug })).credentials;
    expect(credential).toMatchObject({
      name: "Deploy key of the desk",
      expiresAt: "2027-03-05T18:30:00.000Z",
    });
  });

  it("refuse times that contradict each other", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    const add = addCredential(organization.owner, {
      serverId,
      name: "Key",
      kind: "api_key",
      keptIn: "unknown",
      issuedAt: "2026-01-02",
      expiresAt: "2026-01-01",
    });
    await expect(add).rejects.toMatchObject({ fields: { expiresAt: expect.any(String) } });
  });
});

describe("tools and consumers", () => {
  it("disables a tool that nobody asked for, for its owner only", async () => {
    const organization = await newOrganization();
    const { slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("run_report");
    const reason = "Nobody here needs reports.";
    await expect(disableTool(organization.approver, { toolId, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await disableTool(organization.owner, { toolId, reason });
    const { tools } = await getServer(organization.admin, { slug });
    expect(tools.find((tool) => tool.id === toolId)).toMatchObject({
      state: "disabled",
      stateReason: reason,
    });
    expect(await eventsOf(organization.organizationId, "tool.disabled")).toHaveLength(1);
  });

  it("adds consumers with an owner and a slug of their own, also at once", async () => {
    const organization = await newOrganization();
    const add = () => addConsumer(organization.member, { name: "Support agent", kind: "agent" });
    await Promise.all([add(), add()]);
    const { items: consumers } = await listConsumers(organization.auditor, {});
    expect(consumers.map(({ slug, owner }) => [slug, owner?.id]).toSorted()).toEqual([
      ["support-agent", organization.member.userId],
      ["support-agent-2", organization.member.userId],
    ]);
    const forOther = addConsumer(organization.member, {
      name: "X",
      kind: "agent",
      ownerId: organization.owner.userId,
    });
    await expect(forOther).rejects.toMatchObject({ code: "forbidden" });
    expect(await listConsumers((await newOrganization()).admin, {})).toEqual({ items: [], hasMore: false });
  });
});

describe("consumers to ask for", () => {
  it("are found by name beyond the first 500, and those already asked for are among them", async () => {
    const organization = await newOrganization();
    const { organizationId } = organization;
    await inTenant(organizationId, "write", (tx) =>
      tx.consumer.createMany({
        data: Array.from({ length: 500 }, (_, number) => ({
          organizationId,
          id: crypto.randomUUID(),
          slug: `agent-${number}`,
          name: `Agent ${number}`,
          kind: "agent" as const,
          ownerId: organization.member.userId,
          addedAt: new Date(),
        })),
      }),
    );
    const { consumerId } = await addConsumer(organization.member, { name: "Zebra agent", kind: "agent" });
    const first = await listConsumers(organization.auditor, {});
    expect({ count: first.items.length, hasMore: first.hasMore }).toEqual({ count: 500, hasMore: true });
    const asked = await listConsumers(organization.auditor, { alsoIds: [consumerId] });
    expect(asked.items[0]?.id).toBe(consumerId);
    const { consumerId: own } = await addConsumer(organization.owner, { name: "Zero agent", kind: "agent" });
    const owned = await listConsumers(organization.owner, { ownerId: organization.owner.userId });
    expect(owned.items.map(({ id }) => id)).toEqual([own]);
    const found = await listConsumers(organization.auditor, { q: "zebra", alsoIds: [consumerId] });
    expect(found.items.map(({ id }) => id)).toEqual([consumerId]);
    expect(found.hasMore).toBe(false);
  });
});

describe("tags", () => {
  it("are set with before and after on the record, normalised, and stay when left out", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    await updateServer(organization.owner, { serverId, tags: ["Payments ", "eu", "payments"] });
    await updateServer(organization.owner, { serverId, purpose: "Another." });
    expect((await getServer(organization.owner, { slug })).tags).toEqual(["eu", "payments"]);
    const [event] = await eventsOf(organization.organizationId, "server.changed");
    expect(event?.detail).toMatchObject({ changes: { tags: { before: [], after: ["eu", "payments"] } } });
  });
});
