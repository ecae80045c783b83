import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

describe("registering a server", () => {
  it("records the server with its owners, its identity, a review date and an event", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization, {
      name: "Ticket Desk (EU)",
      dataClasses: ["pii"],
    });
    expect(slug).toBe("ticket-desk-eu");
    const server = await getServer(organization.auditor, { slug });
    expect(server).toMatchObject({
      id: serverId,
      state: "registered",
      criticality: "medium",
      owner: { id: organization.owner.userId, isActive: true },
      backupOwner: { id: organization.member.userId },
      registeredBy: { id: organization.admin.userId },
      dataClasses: ["pii"],
      tools: [],
    });
    expect(server.identityDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const days = (Date.parse(server.nextReviewOn ?? "") - Date.parse(server.registeredAt)) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThanOrEqual(90);
    const [event] = await eventsOf(organization.organizationId, "server.registered");
    expect(event).toMatchObject({ subjectId: serverId, actorId: organization.admin.userId });
    expect(event?.detail).toMatchObject({ serverId, ownerId: organization.owner.userId });
  });

  it("gives two servers of one name two slugs, also when both are registered at once", async () => {
    const organization = await newOrganization();
    const register = (packageName: string) => newServer(organization, { name: "Twin", packageName });
    const made = await Promise.all(["a", "b", "c", "d"].map(register));
    expect(made.map((server) => server.slug).sort()).toEqual(["twin", "twin-2", "twin-3", "twin-4"]);
  });

  it("governs one real server once, also when two people register it at once", async () => {
    const organization = await newOrganization();
    const register = () =>
      newServer(organization, { args: ["-y", "@acme/same@1.2.3"], packageName: "@acme/same" });
    const outcomes = await Promise.allSettled([register(), register(), register()]);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost).toHaveLength(2);
    for (const outcome of lost) {
      expect(outcome.reason).toMatchObject({ code: "refused" });
      expect(outcome.reason.publicMessage).toContain("already registered as Ticket desk");
    }
  });

  it("refuses production without a backup owner, and an owner who is their own backup, by field", async () => {
    const organization = await newOrganization();
    await expect(newServer(organization, { backupOwnerId: null })).rejects.toMatchObject({
      code: "invalid",
      fields: { backupOwnerId: "A server in production needs a backup owner." },
    });
    const both = newServer(organization, { backupOwnerId: organization.owner.userId });
    await expect(both).rejects.toMatchObject({
      fields: { backupOwnerId: expect.stringContaining("other than") },
    });
  });

  it("refuses an owner of another organization and a connection that does not fit, by field", async () => {
    const organization = await newOrganization();
    const other = await newOrganization();
    await expect(newServer(organization, { ownerId: other.owner.userId })).rejects.toMatchObject({
      code: "invalid",
      fields: { ownerId: expect.stringContaining("not an active member") },
    });
    await expect(
      newServer(organization, { transport: "streamable_http", command: "npx", url: "" }),
    ).rejects.toMatchObject({ fields: { url: expect.any(String), command: expect.any(String) } });
    await expect(newServer(organization, { nextReviewOn: "2999-01-01" })).rejects.toMatchObject({
      fields: { nextReviewOn: expect.stringContaining("reviewed every 90 days") },
    });
  });

  it("refuses to write a credential down, and never repeats it", async () => {
    const organization = await newOrganization();
    const secret = `ghp_${"a1B2".repeat(9)}`;
    const attempt = newServer(organization, { args: ["--token", secret] });
    await expect(attempt).rejects.toMatchObject({ code: "invalid" });
    const error: unknown = await attempt.catch((caught: unknown) => caught);
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  it("is for administrators; the denial is audited", async () => {
    const organization = await newOrganization();
    const asMember = registerServer(organization.owner, {
      name: "X",
      purpose: "X",
      environment: "development",
      ownerId: organization.owner.userId,
      transport: "sse",
      url: "https://x.example/sse",
    });
    await expect(asMember).rejects.toMatchObject({ code: "forbidden" });
    expect(await eventsOf(organization.organizationId, "command.denied")).toHaveLength(1);
  });

  it("cannot be seen from another organization", async () => {
    const organization = await newOrganization();
    const { slug } = await newServer(organization);
    const other = await newOrganization();
    await expect(getServer(other.admin, { slug })).rejects.toMatchObject({ code: "not_found" });
  });
});
