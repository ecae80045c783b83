import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { assessReach } from "#lib/inventory/commands/assess-reach.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { removeSystem } from "#lib/inventory/commands/remove-system.ts";
import { unlinkSystem } from "#lib/inventory/commands/unlink-system.ts";
import { updateSystem } from "#lib/inventory/commands/update-system.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getSystem } from "#lib/inventory/queries/get-system.ts";
import { listReachedSystems } from "#lib/inventory/queries/list-reached-systems.ts";
import { listServerSystems } from "#lib/inventory/queries/list-server-systems.ts";
import { listSystemServers } from "#lib/inventory/queries/list-system-servers.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newServer, newServerWithTools } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const CLINIC = { name: "Clinic records", description: "Patients and visits.", dataClasses: ["phi" as const] };

function impactsOf(organization: TestOrganization, slug: string) {
  return getServer(organization.admin, { slug }).then(({ tools }) =>
    Object.fromEntries(tools.map(({ name, reviewedImpact }) => [name, reviewedImpact])),
  );
}

describe("business systems", () => {
  it("are registered and changed by administrators, on the record, with one name each", async () => {
    const organization = await newOrganization();
    const { systemId, slug } = await registerSystem(organization.admin, CLINIC);
    expect(slug).toBe("clinic-records");
    const again = registerSystem(organization.admin, { ...CLINIC, name: "clinic RECORDS" });
    await expect(again).rejects.toMatchObject({ code: "invalid", fields: { name: expect.any(String) } });
    await expect(registerSystem(organization.owner, { ...CLINIC, name: "Other" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await updateSystem(organization.admin, { systemId, criticality: "high" });
    await updateSystem(organization.admin, { systemId, criticality: "high" });
    const changed = await eventsOf(organization.organizationId, "system.changed");
    expect(changed.map(({ detail }) => detail)).toEqual([
      { changes: { criticality: { before: "medium", after: "high" } } },
    ]);
    expect((await listSystems(organization.auditor, { q: "CLINIC" })).items).toMatchObject([
      { slug, criticality: "high", servers: { count: 0, isEstimate: false } },
    ]);
    expect((await listSystems(organization.auditor, { q: "100%_\\" })).items).toEqual([]);
  });

  it("are told of many servers at once, each with the server it is reached through", async () => {
    const organization = await newOrganization();
    const { systemId, slug } = await registerSystem(organization.admin, CLINIC);
    const one = await newServer(organization, { name: "One" });
    const other = await newServer(organization, { name: "Other" });
    for (const { serverId } of [one, other]) await linkSystem(organization.admin, { serverId, systemId });
    const serverIds = [one.serverId, other.serverId];
    const reached = await listReachedSystems(organization.auditor, { serverIds });
    expect(new Set(reached.map(({ serverId }) => serverId))).toEqual(new Set(serverIds));
    expect(reached[0]).toMatchObject({ id: systemId, slug, dataClasses: ["phi"] });
    expect(await listReachedSystems((await newOrganization()).auditor, { serverIds })).toEqual([]);
  });

  it("take no credential and no stranger as owner", async () => {
    const organization = await newOrganization();
    const stranger = await newOrganization();
    const secret = registerSystem(organization.admin, {
      ...CLINIC,
      url: "https://user:s3cretPassw0rd!@clinic.example",
    });
    await expect(secret).rejects.toMatchObject({ code: "invalid" });
    const foreign = registerSystem(organization.admin, { ...CLINIC, ownerId: stranger.owner.userId });
    await expect(foreign).rejects.toMatchObject({ fields: { ownerId: expect.any(String) } });
  });

  it("refuse a save over what somebody else saved since", async () => {
    const organization = await newOrganization();
    const { systemId, slug } = await registerSystem(organization.admin, CLINIC);
    const { version } = await getSystem(organization.admin, { slug });
    const save = (description: string) =>
      updateSystem(organization.admin, { systemId, version, description });
    const outcomes = await Promise.allSettled([save("A"), save("B")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = outcomes.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "conflict" } });
  });

  it("raise the impact of tools that reach them, when linked, and let it fall only when an administrator unlinks them", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServerWithTools(organization);
    const before = await impactsOf(organization, slug);
    const { systemId } = await registerSystem(organization.admin, CLINIC);
    await linkSystem(organization.owner, { serverId, systemId, note: "Reads visits" });
    const after = await impactsOf(organization, slug);
    expect(before.search_tickets).toBe("reads");
    expect(after.search_tickets).toBe("regulated");
    expect(await listServerSystems(organization.auditor, { serverId })).toMatchObject([
      { id: systemId, note: "Reads visits", dataClasses: ["phi"] },
    ]);
    const linked = await eventsOf(organization.organizationId, "server.system_linked");
    expect(linked[0]?.detail).toMatchObject({ serverId, system: "Clinic records" });
    await expect(unlinkSystem(organization.owner, { serverId, systemId })).rejects.toMatchObject({
      code: "forbidden",
      publicMessage: expect.stringContaining("administrator"),
    });
    await unlinkSystem(organization.admin, { serverId, systemId });
    expect(await impactsOf(organization, slug)).toEqual(before);
    expect(await eventsOf(organization.organizationId, "server.system_unlinked")).toHaveLength(1);
  });

  it("assess every server that reaches them again when their data classes change", async () => {
    const organization = await newOrganization();
    const { systemId } = await registerSystem(organization.admin, { ...CLINIC, dataClasses: ["internal"] });
    const servers = [await newServerWithTools(organization), await newServerWithTools(organization)];
    for (const { serverId } of servers) await linkSystem(organization.admin, { serverId, systemId });
    await updateSystem(organization.admin, { systemId, dataClasses: ["phi"] });
    const actor = systemActor(organization.organizationId, "assessment");
    expect(await assessReach(actor, { systemId })).toEqual({ next: null });
    for (const { slug } of servers) {
      expect((await impactsOf(organization, slug)).search_tickets).toBe("regulated");
    }
    const [assessed] = await eventsOf(organization.organizationId, "system.reach_assessed");
    expect(assessed?.detail).toMatchObject({ servers: 2 });
    expect((await listSystemServers(organization.auditor, { systemId, limit: 1 })).nextCursor).not.toBeNull();
  });

  it("are linked once, by those who may edit the server, and only within the organization", async () => {
    const organization = await newOrganization();
    const stranger = await newOrganization();
    const { serverId } = await newServer(organization);
    const { systemId } = await registerSystem(organization.admin, CLINIC);
    const link = () => linkSystem(organization.owner, { serverId, systemId });
    const outcomes = await Promise.allSettled([link(), link()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(linkSystem(organization.approver, { serverId, systemId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const foreign = await registerSystem(stranger.admin, CLINIC);
    await expect(
      linkSystem(organization.owner, { serverId, systemId: foreign.systemId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(getSystem(stranger.admin, { slug: "nothing" })).rejects.toMatchObject({ code: "not_found" });
    expect((await listSystemServers(stranger.admin, { systemId })).items).toEqual([]);
  });

  it("are removed only when no server reaches them", async () => {
    const organization = await newOrganization();
    const { serverId } = await newServer(organization);
    const { systemId, slug } = await registerSystem(organization.admin, CLINIC);
    await linkSystem(organization.owner, { serverId, systemId });
    await expect(removeSystem(organization.admin, { systemId })).rejects.toMatchObject({ code: "refused" });
    expect((await getSystem(organization.admin, { slug })).allowed.remove).toContain("Unlink");
    await unlinkSystem(organization.admin, { serverId, systemId });
    await removeSystem(organization.admin, { systemId });
    await expect(getSystem(organization.admin, { slug })).rejects.toMatchObject({ code: "not_found" });
    expect(await eventsOf(organization.organizationId, "system.removed")).toHaveLength(1);
  });
});
