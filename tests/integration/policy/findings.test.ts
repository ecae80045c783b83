import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { removeScope } from "#lib/inventory/commands/remove-scope.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { createServerRole } from "#lib/policy/commands/create-server-role.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { batchReactions, sweeps } from "#lib/policy/jobs.ts";
import { DEFAULT_SERVER_ROLES } from "#lib/policy/model.ts";
import { countFindings } from "#lib/policy/queries/count-findings.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const refresh = ({ organizationId }: TestOrganization, ...serverIds: string[]) =>
  refreshFindings(systemActor(organizationId, "test"), { serverIds });

describe("findings", () => {
  it("say at once what is wrong, why it matters and how to fix it, gravest first", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServerWithTools(organization, { packageVersion: null });
    await addCredential(organization.owner, {
      serverId,
      name: "Key",
      kind: "api_key",
      keptIn: "configuration",
    });
    const findings = await getServerFindings(organization.auditor, { serverId });
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["credential_in_configuration", "critical"],
      ["high_impact_without_approval", "critical"],
      ["credential_without_expiry", "high"],
      ["no_revocation_path", "high"],
      ["high_impact_without_approval", "high"],
      ["high_impact_without_approval", "medium"],
      ["unpinned_package", "medium"],
    ]);
    for (const finding of findings) {
      expect(finding).toMatchObject({ state: "open", openedAt: null });
      expect(finding.fix.length).toBeGreaterThan(20);
      expect(finding.references.length).toBeGreaterThan(0);
    }
  });

  it("are opened, resolved and opened again on the record, and written only when something changed", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    expect(await refresh(organization, serverId)).toEqual({ opened: 1, resolved: 0 });
    expect(await refresh(organization, serverId)).toEqual({ opened: 0, resolved: 0 });
    const { scopeId } = await addScope(organization.owner, { serverId, name: "*", breadth: "wildcard" });
    expect(await refresh(organization, serverId)).toEqual({ opened: 2, resolved: 0 });
    await removeScope(organization.owner, { serverId, scopeId });
    expect(await refresh(organization, serverId)).toEqual({ opened: 0, resolved: 2 });
    const resolved = await listFindings(organization.auditor, { state: "resolved" });
    expect(resolved.items.map(({ rule }) => rule).sort()).toEqual(["scope_not_granted", "wildcard_scope"]);
    expect(resolved.items[0]?.resolvedAt).toEqual(expect.any(String));
    const events = await eventsOf(organization.organizationId, "findings.changed");
    expect(events).toHaveLength(3);
    expect(events[2]?.detail).toMatchObject({ serverId, opened: [], resolved: { length: 2 } });
    const [live] = await getServerFindings(organization.auditor, { serverId });
    expect(live).toMatchObject({ rule: "no_revocation_path", openedAt: expect.any(String) });
  });

  it("stay whole when they are refreshed twice at once", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServerWithTools(organization);
    await Promise.all([refresh(organization, serverId), refresh(organization, serverId)]);
    const { items, total } = await listFindings(organization.auditor, { serverId });
    expect(items).toHaveLength(4);
    expect(total).toEqual({ count: 4, isEstimate: false });
  });

  it("are listed gravest first over pages, counted, and hidden from other organizations", async () => {
    const organization = await newOrganization();
    const first = await newServerWithTools(organization);
    const second = await newServerWithTools(organization, { environment: "development" });
    await refresh(organization, first.serverId, second.serverId);
    const severities: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFindings(organization.auditor, {
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      severities.push(...page.items.map((item) => item.severity));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(severities).toEqual([
      "critical",
      "critical",
      "high",
      "high",
      "high",
      "medium",
      "medium",
      "medium",
    ]);
    const filtered = await listFindings(organization.auditor, {
      environment: ["development"],
      severity: ["critical"],
    });
    expect(filtered.items).toMatchObject([
      { server: { slug: second.slug }, rule: "high_impact_without_approval" },
    ]);
    const counted = await countFindings(organization.auditor, {});
    expect(counted.total).toBe(8);
    expect(counted.bySeverity[0]).toEqual({ severity: "critical", count: 2 });
    const other = await newOrganization();
    expect((await listFindings(other.admin, {})).items).toEqual([]);
    await expect(getServerFindings(other.admin, { serverId: first.serverId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await refresh(other, first.serverId)).toEqual({ opened: 0, resolved: 0 });
  });

  it("are Steward's to record, nobody else's", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    await expect(refreshFindings(organization.admin, { serverIds: [serverId] })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("follow events and the sweep", async () => {
    const organization = await newOrganization();
    const { organizationId } = organization;
    const { serverId } = await newServer(organization);
    const event = {
      id: serverId,
      type: "server.registered",
      subject: { kind: "server", id: serverId, name: "x" },
      detail: { serverId },
    } as const;
    await batchReactions["server.registered"]?.({ organizationId, events: [event] });
    expect((await countFindings(organization.auditor, {})).total).toBe(1);
    const later = await newServer(organization);
    await sweeps[0]?.run(organizationId);
    expect((await listFindings(organization.auditor, { serverId: later.serverId })).items).toHaveLength(1);
  });
});

describe("server roles", () => {
  it("are created once per slug, by administrators, and are a ceiling", async () => {
    const organization = await newOrganization();
    const [readOnly, operator] = DEFAULT_SERVER_ROLES;
    await createServerRole(organization.admin, operator);
    const { serverRoleId } = await createServerRole(organization.admin, readOnly);
    await expect(createServerRole(organization.admin, readOnly)).rejects.toMatchObject({ code: "refused" });
    await expect(createServerRole(organization.owner, readOnly)).rejects.toMatchObject({ code: "forbidden" });
    const roles = await listServerRoles(organization.auditor, {});
    expect(roles.map((role) => role.slug)).toEqual(["read-only-analyst", "ticket-operator"]);
    expect(await eventsOf(organization.organizationId, "server_role.created")).toHaveLength(2);
    const { serverId } = await newServer(organization);
    await updateServer(organization.admin, { serverId, serverRoleId });
    await addScope(organization.owner, { serverId, name: "tickets", breadth: "broad" });
    const findings = await getServerFindings(organization.auditor, { serverId });
    expect(findings.find((finding) => finding.rule === "exceeds_role")?.summary).toBe(
      "The scope tickets is broad; Read-only analyst allows narrow.",
    );
  });
});
