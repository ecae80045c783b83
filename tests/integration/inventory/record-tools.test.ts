import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getTool } from "#lib/inventory/queries/get-tool.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import type { CommandContext } from "#lib/kernel/command.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import {
  lookAtTools,
  newServer,
  newServerWithTools,
  TICKET_TOOLS,
  tool,
} from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const inTransaction = <R>(organization: TestOrganization, work: (context: CommandContext) => Promise<R>) =>
  inTenant(organization.organizationId, "write", (tx) =>
    work({ tx, actor: organization.admin, now: new Date() }),
  );

/** As approvals do once a request is granted. */
const enable = (organization: TestOrganization, toolId: string) =>
  inTransaction(organization, async (context) => {
    await setToolState(context, { toolId, action: "await", reason: null });
    await setToolState(context, { toolId, action: "enable", reason: null });
  });

const [search, update, run, refund] = TICKET_TOOLS as [
  ReturnType<typeof tool>,
  ReturnType<typeof tool>,
  ReturnType<typeof tool>,
  ReturnType<typeof tool>,
];

describe("recording what a server offers", () => {
  it("says of a tool that is gone when it was last seen, and of the others that they were seen now", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const seen = (name: string) =>
      getTool(organization.admin, { slug, toolId: toolNamed(name).id }).then((found) => found.lastSeenAt);
    await lookAtTools(organization, serverId, [search, update, run]);
    expect(await seen("refund_payment")).toBe(toolNamed("refund_payment").lastSeenAt);
    expect(await seen("run_report")).not.toBe(toolNamed("run_report").lastSeenAt);
    await lookAtTools(organization, serverId, [search, update, run, refund]);
    expect(await seen("refund_payment")).not.toBe(toolNamed("refund_payment").lastSeenAt);
  });

  it("discovers each tool with its impact, its digest and one version, and activates the server", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    expect(toolNamed("search_tickets").reviewedImpact).toBe("reads");
    expect(toolNamed("update_ticket").reviewedImpact).toBe("changes_data");
    expect(toolNamed("run_report").reviewedImpact).toBe("executes");
    expect(toolNamed("refund_payment")).toMatchObject({
      reviewedImpact: "regulated",
      state: "discovered",
      versionCount: 1,
      isHighImpact: true,
    });
    expect(toolNamed("refund_payment").impactReasons.length).toBeGreaterThan(0);
    const server = await getServer(organization.admin, { slug });
    expect(server.state).toBe("active");
    expect(server.lastIntrospectedAt).not.toBeNull();
    const discovered = await eventsOf(organization.organizationId, "tool.discovered");
    expect(discovered).toHaveLength(4);
    expect(discovered[0]?.detail).toMatchObject({ serverId });
  });

  it("changes nothing when it sees the same again, whatever the key order", async () => {
    const organization = await newOrganization();
    const { serverId, slug, tools } = await newServerWithTools(organization);
    const before = await getServer(organization.admin, { slug });
    const turned = TICKET_TOOLS.map(({ name, description, inputSchema }) => ({
      inputSchema,
      description,
      name,
    }));
    const { drift } = await lookAtTools(organization, serverId, turned.toReversed());
    expect(drift).toEqual({ added: [], removed: [], renamed: [], changed: [] });
    const after = await getServer(organization.admin, { slug });
    expect(after.tools.map(({ digest, version }) => [digest, version])).toEqual(
      tools.map(({ digest, version }) => [digest, version]),
    );
    expect(after.version).toBe(before.version);
  });

  it("suspends an enabled tool whose definition changed materially, and keeps both versions", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const before = toolNamed("update_ticket");
    await enable(organization, before.id);
    const changed = { ...update, description: "Change or delete any ticket." };
    await lookAtTools(organization, serverId, [search, changed, run, refund]);
    const tool = await getTool(organization.auditor, { slug, toolId: before.id });
    expect(tool.state).toBe("suspended");
    expect(tool.stateReason).toContain("changed after it was approved");
    expect(tool.digest).not.toBe(before.digest);
    expect(tool.versions.map((version) => version.change)).toEqual(["material", "added"]);
    const [event] = await eventsOf(organization.organizationId, "tool.changed");
    expect(event?.detail).toMatchObject({
      serverId,
      toolId: before.id,
      before: before.digest,
      after: tool.digest,
      state: { before: "enabled", after: "suspended" },
    });
  });

  it("records a cosmetic change, which keeps the digest and the tool enabled", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const before = toolNamed("update_ticket");
    await enable(organization, before.id);
    const touchedUp = { ...update, description: "Change the status or the assignee  of a ticket" };
    await lookAtTools(organization, serverId, [search, touchedUp, run, refund]);
    const tool = await getTool(organization.admin, { slug, toolId: before.id });
    expect(tool).toMatchObject({
      state: "enabled",
      digest: before.digest,
      description: touchedUp.description,
    });
    expect(tool.versions.map((version) => version.change)).toEqual(["cosmetic", "added"]);
    expect(await eventsOf(organization.organizationId, "tool.touched_up")).toHaveLength(1);
    expect(await eventsOf(organization.organizationId, "tool.changed")).toHaveLength(0);
  });

  it("recognises a rename: the same tool, suspended under its new name", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const before = toolNamed("update_ticket");
    await enable(organization, before.id);
    await lookAtTools(organization, serverId, [search, { ...update, name: "edit_ticket" }, run, refund]);
    const tool = await getTool(organization.admin, { slug, toolId: before.id });
    expect(tool).toMatchObject({ name: "edit_ticket", state: "suspended" });
    const [event] = await eventsOf(organization.organizationId, "tool.renamed");
    expect(event?.detail).toMatchObject({ name: { before: "update_ticket", after: "edit_ticket" } });
  });

  it("removes what is gone without deleting it, and lets it return as something nobody approved", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("run_report");
    await enable(organization, toolId);
    await lookAtTools(organization, serverId, [search, update, refund]);
    expect((await getTool(organization.admin, { slug, toolId })).state).toBe("removed");
    await lookAtTools(organization, serverId, [search, update, run, refund]);
    const back = await getTool(organization.admin, { slug, toolId });
    expect(back.state).toBe("discovered");
    expect(back.versions.map((version) => version.change)).toEqual(["returned", "removed", "added"]);
  });

  it("takes a rename onto the name of a removed tool for that tool's return", async () => {
    const organization = await newOrganization();
    const server = await newServer(organization);
    const old = tool("old_name", "Change the colour of a ticket in the queue.");
    await lookAtTools(organization, server.serverId, [{ ...old, name: "taken" }]);
    await lookAtTools(organization, server.serverId, [tool("different", "Something else entirely here.")]);
    await lookAtTools(organization, server.serverId, [old]);
    await lookAtTools(organization, server.serverId, [{ ...old, name: "taken" }]);
    const { tools } = await getServer(organization.admin, { slug: server.slug });
    expect(tools.map(({ name, state }) => [name, state])).toEqual([
      ["taken", "discovered"],
      ...tools.slice(1).map(({ name }) => [name, "removed"]),
    ]);
  });

  it("keeps one record per tool when two looks happen at once", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const looks = [TICKET_TOOLS, TICKET_TOOLS.slice(0, 3), TICKET_TOOLS.slice(1)];
    await Promise.all(looks.map((tools) => lookAtTools(organization, serverId, tools)));
    const { tools } = await getServer(organization.admin, { slug });
    expect(tools.map((found) => found.name).sort()).toEqual(TICKET_TOOLS.map((found) => found.name).sort());
  });

  it("stores what a hostile server sends, with what the database cannot hold replaced", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const hostile = tool("read\u0000note", "half \ud800 pair \\u0000 stays", {
      "key\u0000": { type: "string" },
    });
    await lookAtTools(organization, serverId, [hostile]);
    const first = await getServer(organization.admin, { slug });
    expect(first.tools[0]).toMatchObject({
      name: "read\ufffdnote",
      description: "half \ufffd pair \\u0000 stays",
    });
    const { drift } = await lookAtTools(organization, serverId, [hostile]);
    expect(drift.changed).toEqual([]);
  });

  it("takes 2,000 tools in a bounded time", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServer(organization);
    const many = Array.from({ length: 2_000 }, (_, n) =>
      tool(`list_things_${n}`, `List the things of kind ${n}.`),
    );
    await lookAtTools(organization, serverId, many);
    expect((await getServer(organization.admin, { slug })).tools).toHaveLength(2_000);
  });
});

describe("deciding a tool's impact", () => {
  const reason = "Runs in a sandbox that cannot reach anything.";

  it("holds through a cosmetic change and ends with a material one that it was lowered for", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("run_report");
    await overrideToolImpact(organization.admin, { toolId, impact: "reads", reason });
    await lookAtTools(organization, serverId, [search, update, { ...run, title: undefined }, refund]);
    expect(await getTool(organization.admin, { slug, toolId })).toMatchObject({
      reviewedImpact: "reads",
      suggestedImpact: "executes",
      reviewReason: reason,
    });
    await lookAtTools(organization, serverId, [
      search,
      update,
      { ...run, description: "Run any script as root." },
      refund,
    ]);
    expect(await getTool(organization.admin, { slug, toolId })).toMatchObject({
      reviewedImpact: "executes",
      reviewReason: null,
      reviewedBy: null,
    });
    const [event] = await eventsOf(organization.organizationId, "tool.impact_overridden");
    expect(event?.detail).toMatchObject({ serverId, before: "executes", after: "reads", reason });
  });

  it("is for administrators, with a reason, and not for a tool of another organization", async () => {
    const organization = await newOrganization();
    const { toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("run_report");
    const input = { toolId, impact: "reads" as const, reason };
    await expect(overrideToolImpact(organization.owner, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(overrideToolImpact(organization.admin, { ...input, reason: "ok" })).rejects.toMatchObject({
      fields: { reason: expect.stringContaining("10 characters") },
    });
    const other = await newOrganization();
    await expect(overrideToolImpact(other.admin, input)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is assessed again when the server's data classes change", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    expect(toolNamed("update_ticket").reviewedImpact).toBe("changes_data");
    await updateServer(organization.owner, { serverId, dataClasses: ["phi"] });
    const { tools } = await getServer(organization.admin, { slug });
    expect(tools.find((found) => found.name === "update_ticket")?.reviewedImpact).toBe("regulated");
    const reassessed = await eventsOf(organization.organizationId, "tool.impact_reassessed");
    expect(reassessed.find((event) => event.subjectName === "update_ticket")?.detail).toMatchObject({
      serverId,
      toolId: toolNamed("update_ticket").id,
      before: "changes_data",
      after: "regulated",
    });
    const stayed = tools.filter((found) => found.reviewedImpact === toolNamed(found.name).reviewedImpact);
    expect(reassessed).toHaveLength(tools.length - stayed.length);
  });

  it("assessed again is not seen again: when the server was last looked at stays", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId, lastSeenAt } = toolNamed("update_ticket");
    await updateServer(organization.owner, { serverId, dataClasses: ["phi"] });
    expect(await getTool(organization.admin, { slug, toolId })).toMatchObject({ lastSeenAt });
  });
});
