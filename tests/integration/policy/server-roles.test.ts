import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startBulkChange } from "#lib/bulk/commands/start-bulk-change.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { changeServers } from "#lib/inventory/steps/change-servers.ts";
import { loadGovernedServers } from "#lib/inventory/steps/load-governed-servers.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { archiveServerRole } from "#lib/policy/commands/archive-server-role.ts";
import { createServerRole } from "#lib/policy/commands/create-server-role.ts";
import { updateServerRole } from "#lib/policy/commands/update-server-role.ts";
import { reactions } from "#lib/policy/jobs.ts";
import type { RoleCeilings } from "#lib/policy/model.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { getServerRole } from "#lib/policy/queries/get-server-role.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { previewServerRole } from "#lib/policy/queries/preview-server-role.ts";
import { listServersAbove } from "#lib/policy/role-preview-store.ts";
import { exceedsRole } from "#lib/policy/rules/role-ceiling.ts";
import { loadServerRole, lockServerRole, saveServerRole } from "#lib/policy/store.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

const ROLE = {
  slug: "ticket-operator",
  name: "Ticket operator",
  description: "Works on tickets.",
  maxImpact: "changes_data" as const,
  maxScopeBreadth: "broad" as const,
  maxCredentialDays: 90,
};
let org: TestOrganization;
let serverRoleId: string;
beforeEach(async () => {
  org = await newOrganization();
  ({ serverRoleId } = await createServerRole(org.admin, ROLE));
});
afterAll(disconnect);

async function serverOfRole(more: Parameters<typeof newServer>[1] = {}) {
  return newServer(org, { serverRoleId, ...more });
}
const { slug: _slug, ...EDIT } = ROLE;
const edit = (more: Partial<Parameters<typeof updateServerRole>[1]> = {}) => ({
  ...EDIT,
  serverRoleId,
  version: 1,
  ...more,
});

describe("editing a server role", () => {
  test("previews which servers would exceed it, with the reasons, and changes nothing", async () => {
    const server = await serverOfRole();
    await addScope(org.owner, { serverId: server.serverId, name: "tickets:read", breadth: "broad" });
    const fits = await serverOfRole({ environment: "development" });
    const before = await previewServerRole(org.auditor, { ...EDIT, serverRoleId });
    expect(before).toMatchObject({ exceedNow: 0, wouldExceed: 0, servers: { count: 2, isCapped: false } });
    const proposed = {
      ...EDIT,
      serverRoleId,
      maxScopeBreadth: "narrow" as const,
      environments: ["development" as const],
    };
    const preview = await previewServerRole(org.auditor, proposed);
    expect(preview).toMatchObject({ exceedNow: 0, wouldExceed: 1, newlyExceed: 1, noLongerExceed: 0 });
    expect(preview.items.map((item) => [item.id, item.isNew])).toEqual([[server.serverId, true]]);
    expect(preview.items[0]?.reasons.join(" ")).toMatch(/production.*broad/);
    expect(preview.items.map((item) => item.id)).not.toContain(fits.serverId);
    expect(await getServerRole(org.member, { slug: ROLE.slug })).toMatchObject({
      version: 1,
      environments: [],
    });
  });

  test("is on record with before and after, and its servers get their findings", async () => {
    const server = await serverOfRole();
    await updateServerRole(org.admin, edit({ environments: ["development"], allowedScopes: ["tickets:*"] }));
    expect(await latestEvents(org.admin, 1)).toEqual(["server_role.changed"]);
    await reactions["server_role.changed"]?.({
      organizationId: org.organizationId,
      event: {
        type: "server_role.changed",
        subject: { kind: "server_role", id: serverRoleId, name: "" },
        detail: {},
      },
    });
    const findings = await getServerFindings(org.owner, { serverId: server.serverId });
    const found = findings.find((finding) => finding.rule === "exceeds_role");
    expect(found?.summary).toContain("It is in production; Ticket operator allows development");
  });

  test("by two at once, one hears that somebody was faster", async () => {
    const answers = await Promise.allSettled([
      updateServerRole(org.admin, edit({ maxCredentialDays: 10 })),
      updateServerRole(org.admin, edit({ maxCredentialDays: 20 })),
    ]);
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(answers.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
  });

  test("is for administrators of this organization only", async () => {
    await expect(updateServerRole(org.owner, edit())).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    await expect(updateServerRole(other.admin, edit())).rejects.toMatchObject({ code: "not_found" });
    await expect(previewServerRole(other.admin, { ...EDIT, serverRoleId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("archiving a server role", () => {
  test("is refused while a server has it, then takes it out of use for good", async () => {
    const server = await serverOfRole();
    await expect(archiveServerRole(org.admin, { serverRoleId })).rejects.toMatchObject({ code: "refused" });
    const { version } = await getServer(org.admin, { slug: server.slug });
    const page = await getServer(org.admin, { slug: server.slug });
    await updateServer(org.admin, {
      serverId: server.serverId,
      version,
      name: page.name,
      purpose: page.purpose,
      environment: page.environment,
      criticality: page.criticality,
      dataClasses: page.dataClasses as [],
      serverRoleId: "",
    });
    await archiveServerRole(org.admin, { serverRoleId });
    expect(await latestEvents(org.admin, 1)).toEqual(["server_role.archived"]);
    expect(await listServerRoles(org.admin, {})).toEqual([]);
    await expect(serverOfRole()).rejects.toMatchObject({ code: "invalid" });
    await expect(updateServer(org.admin, { serverId: server.serverId, serverRoleId })).rejects.toMatchObject({
      code: "invalid",
    });
    const inBulk = startBulkChange(org.admin, {
      change: { action: "set_server_role", serverRoleId },
      selection: { kind: "ids", ids: [server.serverId] },
      shownCount: 1,
    });
    await expect(inBulk).rejects.toMatchObject({ code: "invalid" });
    await expect(archiveServerRole(org.member, { serverRoleId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test.each(["one by one", "in bulk", "at registration"])(
  "a role that is being archived is given to no server %s",
  async (how) => {
    const server = await newServer(org);
    const give = {
      "one by one": () => updateServer(org.admin, { serverId: server.serverId, serverRoleId }),
      "in bulk": async () => {
        const bulkContext = { organizationId: org.organizationId, actor: org.admin, now: new Date() };
        const { plans } = await inTenant(org.organizationId, "write", (tx) =>
          changeServers({ tx, ...bulkContext }, [{ serverId: server.serverId, wanted: { serverRoleId } }]),
        );
        if (plans[0]?.outcome === "refused") throw new Error(plans[0].reason);
      },
      "at registration": () => serverOfRole(),
    }[how];
    let given: Promise<unknown> | undefined;
    await inTenant(org.organizationId, "write", async (tx) => {
      await lockServerRole(tx, serverRoleId);
      const role = await loadServerRole(tx, { id: serverRoleId });
      given = give?.().catch((error: unknown) => error);
      await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
      await saveServerRole(tx, role, { archivedAt: new Date() }, new Date());
    });
    expect(await given).toBeInstanceOf(Error);
    expect((await previewServerRole(org.admin, { ...EDIT, serverRoleId })).servers.count).toBe(0);
  },
);

test("the preview and the rule say the same of every server, whatever the ceilings", async () => {
  const scopes = ["tickets:read", "tickets:%x", "repo_a", "repoXa"] as const;
  for (const [index, breadth] of (["narrow", "broad", "wildcard"] as const).entries()) {
    const server = await serverOfRole({
      environment: (["development", "staging", "production"] as const)[index] ?? "staging",
      dataClasses: index === 0 ? ["internal"] : ["internal", "pii"],
    });
    await addScope(org.owner, { serverId: server.serverId, name: scopes[index] ?? "", breadth });
    await addCredential(org.owner, {
      serverId: server.serverId,
      name: "Key",
      kind: "api_key",
      keptIn: "secret_manager",
      issuedAt: "2026-01-01",
      expiresAt: new Date(Date.parse("2026-01-01") + (index * 40 + 20) * 86_400_000)
        .toISOString()
        .slice(0, 10),
    });
  }
  const loose: RoleCeilings = {
    ...EDIT,
    maxScopeBreadth: "wildcard",
    maxCredentialDays: 365,
    allowedScopes: [],
    environments: [],
    dataClasses: [],
  };
  const proposals: RoleCeilings[] = [
    loose,
    { ...loose, maxScopeBreadth: "narrow" },
    { ...loose, maxCredentialDays: 20 },
    { ...loose, maxCredentialDays: 60 },
    { ...loose, environments: ["staging"] },
    { ...loose, dataClasses: ["internal"] },
    { ...loose, allowedScopes: ["tickets:*"] },
    { ...loose, allowedScopes: ["tickets:%*", "repo_a"] },
  ];
  const now = new Date();
  await inTenant(org.organizationId, "read", async (tx) => {
    const ids = await tx.server.findMany({ where: { serverRoleId }, select: { id: true } });
    const servers = await loadGovernedServers(
      tx,
      ids.map((row) => row.id),
    );
    for (const ceilings of proposals) {
      const role = { ...ceilings, id: serverRoleId, slug: "r", name: "R", description: "", version: 1 };
      const byRule = servers
        .filter(
          (server) =>
            exceedsRole.evaluate({ server, role, hasRevocationPath: true, scopeGrants: new Map() }, now)
              .length > 0,
        )
        .map((server) => server.id);
      expect(await listServersAbove(tx, serverRoleId, ceilings)).toEqual(byRule.toSorted());
    }
  });
});
