import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { countServers } from "#lib/inventory/queries/count-servers.ts";
import { listExpiringCredentials } from "#lib/inventory/queries/list-expiring-credentials.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

/** Every page, following the cursor to its end. */
async function names(
  organization: TestOrganization,
  input: Parameters<typeof listServers>[1],
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listServers(organization.auditor, {
      ...input,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

async function newFleet() {
  const organization = await newOrganization();
  const make = (name: string, overrides = {}) => newServer(organization, { name, ...overrides });
  const c = await make("Charlie", { environment: "staging" });
  const a = await make("Alpha", { purpose: "Handles 100%_odd\\cases" });
  const b = await make("Bravo", { environment: "development", ownerId: organization.approver.userId });
  return { organization, a, b, c };
}

describe("listing servers", () => {
  it("pages through all of them once, in the order asked for", async () => {
    const organization = await newOrganization();
    for (const name of ["Delta", "Alpha", "Charlie", "Alpha", "Bravo"])
      await newServer(organization, { name });
    expect(await names(organization, { limit: 2 })).toEqual(["Alpha", "Alpha", "Bravo", "Charlie", "Delta"]);
    expect(await names(organization, { limit: 2, sort: "-updated" })).toEqual([
      "Bravo",
      "Alpha",
      "Charlie",
      "Alpha",
      "Delta",
    ]);
    expect(await names(organization, { limit: 2, sort: "-name" })).toEqual([
      "Delta",
      "Charlie",
      "Bravo",
      "Alpha",
      "Alpha",
    ]);
    expect(await names(organization, { limit: 1, sort: "-next_review" })).toHaveLength(5);
    expect((await names(organization, { limit: 1, sort: "next_review" })).sort()).toEqual([
      "Alpha",
      "Alpha",
      "Bravo",
      "Charlie",
      "Delta",
    ]);
    const page = await listServers(organization.admin, { limit: 2 });
    expect(page.total).toEqual({ count: 5, isEstimate: false });
    const wrong = listServers(organization.admin, { cursor: page.nextCursor ?? "", sort: "updated" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid", fields: { cursor: expect.any(String) } });
    await expect(listServers(organization.admin, { cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("lists names in any case beside each other", async () => {
    const organization = await newOrganization();
    for (const name of ["beta", "Alpha", "Gamma", "alpine"]) await newServer(organization, { name });
    expect(await names(organization, { limit: 3 })).toEqual(["Alpha", "alpine", "beta", "Gamma"]);
    expect(await names(organization, { limit: 3, sort: "-name" })).toEqual([
      "Gamma",
      "beta",
      "alpine",
      "Alpha",
    ]);
  });

  it("lists best matches first: names that begin with what is searched for, then the rest, newest first", async () => {
    const organization = await newOrganization();
    for (const name of ["Acme mail", "Mail relay", "mail desk", "Archive of mail", "Mailbox", "Zoo"]) {
      await newServer(organization, { name });
    }
    const inOrder = ["mail desk", "Mail relay", "Mailbox", "Archive of mail", "Acme mail"];
    for (const limit of [1, 2, 3, 4, 50]) {
      expect(await names(organization, { q: "MAIL", limit })).toEqual(inOrder);
    }
    expect(await names(organization, { q: "mail", sort: "name", limit: 2 })).toEqual([
      "Acme mail",
      "Archive of mail",
      "mail desk",
      "Mail relay",
      "Mailbox",
    ]);
  });

  it("filters by words, environment, state, owner and impact", async () => {
    const organization = await newOrganization();
    const alpha = await newServerWithTools(organization, {
      name: "Alpha",
      purpose: "Handles 100%_odd\\cases",
    });
    await newServer(organization, {
      name: "Bravo",
      environment: "development",
      ownerId: organization.approver.userId,
    });
    await suspendServer(organization.admin, { serverId: alpha.serverId, reason: "For the test of filters." });
    expect(await names(organization, { q: "ALPHA" })).toEqual(["Alpha"]);
    expect(await names(organization, { q: "100%_odd\\c" })).toEqual(["Alpha"]);
    expect(await names(organization, { q: "%" })).toEqual([]);
    expect(await names(organization, { q: "@acme/ticket" })).toHaveLength(2);
    expect(await names(organization, { environment: ["development"] })).toEqual(["Bravo"]);
    expect(await names(organization, { state: ["suspended"] })).toEqual(["Alpha"]);
    expect(await names(organization, { ownerId: [organization.approver.userId] })).toEqual(["Bravo"]);
    expect(await names(organization, { ownerId: ["none"] })).toEqual([]);
    expect(await names(organization, { impact: ["regulated"] })).toEqual(["Alpha"]);
    expect(await names(organization, { impact: ["regulated"], environment: ["development"] })).toEqual([]);
  });

  it("shows owner, tools, findings and the soonest expiry of each", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServerWithTools(organization);
    const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const credential = { serverId, name: "Key", kind: "api_key", keptIn: "configuration" } as const;
    await addCredential(organization.owner, { ...credential, expiresAt });
    await addCredential(organization.owner, credential);
    await refreshFindings(systemActor(organization.organizationId, "test"), { serverIds: [serverId] });
    const { items } = await listServers(organization.auditor, {});
    expect(items[0]).toMatchObject({
      owner: { id: organization.owner.userId, isActive: true },
      toolCount: 4,
      enabledHighImpactCount: 0,
      worstSeverity: "critical",
      soonestCredentialExpiry: expiresAt,
    });
    expect(items[0]?.openFindingCount).toBeGreaterThan(3);
    const unexamined = await newServer(organization, { name: "Unexamined" });
    const { items: withFindings } = await listServers(organization.auditor, { finding: ["any"] });
    expect(withFindings.map((item) => item.id)).toEqual([serverId]);
    expect(withFindings).not.toContainEqual(expect.objectContaining({ id: unexamined.serverId }));
  });

  it("shows nothing of another organization", async () => {
    await newFleet();
    expect(await names(await newOrganization(), {})).toEqual([]);
  });
});

describe("figures for the overview", () => {
  it("count coverage of owners, expiry and reviews", async () => {
    const { organization, a, b } = await newFleet();
    const credential = { name: "Key", kind: "api_key", keptIn: "secret_manager" } as const;
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await addCredential(organization.admin, { ...credential, serverId: a.serverId, expiresAt: soon });
    await addCredential(organization.admin, { ...credential, serverId: b.serverId });
    await updateServer(organization.admin, { serverId: b.serverId, criticality: "critical" });
    expect(await countServers(organization.auditor, {})).toMatchObject({
      total: 3,
      byState: { registered: 3, active: 0, suspended: 0 },
      inProduction: 1,
      withOwner: 3,
      withBackupOwner: 3,
      withCredentials: 2,
      withExpiryOnAllCredentials: 1,
      reviewOverdue: 0,
    });
    const expiring = await listExpiringCredentials(organization.auditor, { days: 7 });
    expect(expiring).toMatchObject({
      items: [{ status: "expiring", server: { slug: a.slug }, ownerName: "Owner" }],
      hasMore: false,
    });
  });
});
