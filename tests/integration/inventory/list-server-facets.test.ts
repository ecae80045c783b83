import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { unlinkSystem } from "#lib/inventory/commands/unlink-system.ts";
import { sweeps } from "#lib/inventory/jobs.ts";
import { listServerFacets } from "#lib/inventory/queries/list-server-facets.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

type Filter = Parameters<typeof listServerFacets>[1];

async function counts(org: TestOrganization, field: string, filter: Filter = {}) {
  const facets = await listServerFacets(org.auditor, filter);
  return Object.entries(facets)
    .filter(([name]) => name === field)
    .flatMap(([, values]) => values.map(({ label, count }) => `${label || "(no team)"} ${count}`));
}

async function newFleet() {
  const org = await newOrganization();
  await newServer(org, { team: "Payments", environment: "staging", dataClasses: ["pii", "internal"] });
  await newServer(org, { team: "Payments" });
  await newServerWithTools(org, {
    team: "Search",
    ownerId: org.approver.userId,
    backupOwnerId: null,
    environment: "staging",
  });
  await newServer(org, { environment: "staging" });
  return org;
}

describe("facets of the servers list", () => {
  it("count every value over all servers, most first, people by name", async () => {
    const org = await newFleet();
    for (const fold of [false, true]) {
      if (fold) await sweeps[0]?.run(org.organizationId);
      expect(await counts(org, "team")).toEqual(["Payments 2", "(no team) 1", "Search 1"]);
      expect(await counts(org, "environment")).toEqual(["staging 3", "production 1"]);
      expect(await counts(org, "state")).toEqual(["registered 3", "active 1"]);
      expect(await counts(org, "ownerId")).toEqual(["Owner 3", "Approver 1"]);
      expect(await counts(org, "impact")).toHaveLength(4);
      expect(await counts(org, "is")).toEqual(["no_revocation_path 4", "unreviewed 4"]);
      expect(await counts(org, "lastSeen")).toEqual(expect.arrayContaining(["never 3"]));
    }
  });

  it("count what the other fields find, and leave a field's own choice out", async () => {
    const org = await newFleet();
    const filter: Filter = { environment: ["staging"], team: ["Payments"] };
    expect(await counts(org, "team", filter)).toEqual(["(no team) 1", "Payments 1", "Search 1"]);
    expect(await counts(org, "environment", filter)).toEqual(["production 1", "staging 1"]);
    expect(await counts(org, "dataClass", filter)).toEqual(["internal 1", "pii 1"]);
    expect(await counts(org, "team", { q: "desk" })).toHaveLength(3);
    expect(await counts(org, "team", { expiry: "none" })).toHaveLength(3);
  });

  it("tell a team of the name none from no team", async () => {
    const org = await newFleet();
    const { slug } = await newServer(org, { team: "none" });
    const sorted = async (filter: Filter) => (await counts(org, "team", filter)).toSorted();
    expect(await sorted({})).toEqual(["(no team) 1", "Payments 2", "Search 1", "none 1"]);
    expect(await sorted({ q: "desk" })).toEqual(await sorted({}));
    const named = await listServers(org.auditor, { team: ["none"] });
    expect(named.items.map((item) => item.slug)).toEqual([slug]);
    const without = await listServers(org.auditor, { team: [""] });
    expect(without.items).toMatchObject([{ team: null }]);
  });

  it("keep what is chosen in sight, with its name, even when nothing has it", async () => {
    const org = await newFleet();
    const facets = await listServerFacets(org.auditor, { ownerId: [org.member.userId] });
    expect(facets.ownerId).toContainEqual({
      value: org.member.userId,
      label: "Member",
      count: 0,
      isCapped: false,
    });
  });

  it("agree with the list they filter", async () => {
    const org = await newFleet();
    const facets = await listServerFacets(org.auditor, { environment: ["staging"] });
    for (const field of ["team", "state", "dataClass", "is", "backupOwnerId", "impact"] as const) {
      for (const { value, count } of facets[field] ?? []) {
        const { total } = await listServers(org.auditor, { environment: ["staging"], [field]: [value] });
        expect([field, value, total.count]).toEqual([field, value, count]);
      }
    }
  });

  it("follow a person who leaves, and a credential that is added", async () => {
    const org = await newFleet();
    await deactivateUser(org.admin, { userId: org.approver.userId });
    expect(await counts(org, "is")).toEqual(expect.arrayContaining(["owner_inactive 1"]));
    const { items } = await listServers(org.auditor, { is: ["owner_inactive"] });
    const [orphan] = items;
    const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const serverId = orphan?.id ?? "";
    await addCredential(org.admin, { serverId, name: "Key", kind: "api_key", keptIn: "platform", expiresAt });
    expect(await counts(org, "credentialKind")).toEqual(["api_key 1"]);
    expect((await listServers(org.auditor, { expiry: "7d" })).items.map(({ id }) => id)).toEqual([serverId]);
    expect((await listServers(org.auditor, { expiry: "none" })).total.count).toBe(3);
  });

  it("follow the systems a server reaches, by name", async () => {
    const org = await newFleet();
    const { items } = await listServers(org.auditor, { limit: 1 });
    const serverId = items[0]?.id ?? "";
    const { systemId } = await registerSystem(org.admin, {
      name: "Ledger",
      description: "Books.",
      dataClasses: [],
    });
    await linkSystem(org.admin, { serverId, systemId });
    expect(await counts(org, "systemId")).toEqual(["Ledger 1"]);
    const found = await listServers(org.auditor, { systemId: [systemId] });
    expect(found.items.map(({ id }) => id)).toEqual([serverId]);
    await unlinkSystem(org.admin, { serverId, systemId });
    expect(await counts(org, "systemId")).toEqual([]);
  });

  it("show nothing of another organization", async () => {
    await newFleet();
    const facets = await listServerFacets((await newOrganization()).auditor, {});
    expect(
      Object.values(facets)
        .flat()
        .filter(({ count }) => count > 0),
    ).toEqual([]);
  });
});
