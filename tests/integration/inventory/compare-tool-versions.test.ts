import "#tests/setup/use-test-database.ts";
import { describe, expect, it } from "vitest";
import { compareToolVersions, type ToolComparison } from "#lib/inventory/queries/compare-tool-versions.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getTool } from "#lib/inventory/queries/get-tool.ts";
import { lookAtTools, newServer, tool } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

const DESCRIPTIONS = ["Change a ticket.", "Change or delete a ticket.", "Change, delete or lock any ticket."];

async function newChangedTool(descriptions = DESCRIPTIONS) {
  const organization = await newOrganization();
  const { serverId, slug } = await newServer(organization);
  for (const description of descriptions) {
    await lookAtTools(organization, serverId, [tool("update_ticket", description)]);
  }
  const { tools } = await getServer(organization.admin, { slug });
  return { organization, slug, toolId: tools[0]?.id ?? "" };
}

function changed(comparison: ToolComparison | null) {
  const of = (kind: "removed" | "added") =>
    comparison?.lines.filter((line) => line.kind === kind).map((line) => line.text.trim());
  return {
    numbers: [comparison?.from.number, comparison?.to.number],
    removed: of("removed"),
    added: of("added"),
  };
}

describe("comparing the definitions a tool was seen with", () => {
  it("compares the newest with the one before it, and marks the words that differ", async () => {
    const { organization, slug, toolId } = await newChangedTool();
    const comparison = await compareToolVersions(organization.auditor, { slug, toolId });
    expect(changed(comparison)).toEqual({
      numbers: [2, 3],
      removed: [DESCRIPTIONS[1]],
      added: [DESCRIPTIONS[2]],
    });
    const marked = comparison?.lines
      .flatMap(({ parts = [] }) => parts.filter(({ isChanged }) => isChanged))
      .map(({ text }) => text);
    expect(marked).toContain("or lock any");
  });

  it("compares any two, either way round, by the numbers that the tool's page shows", async () => {
    const { organization, slug, toolId } = await newChangedTool();
    const { versions } = await getTool(organization.auditor, { slug, toolId });
    expect(versions.map(({ number, change }) => [number, change])).toEqual([
      [3, "material"],
      [2, "material"],
      [1, "added"],
    ]);
    const forth = await compareToolVersions(organization.member, { slug, toolId, from: 1, to: 3 });
    expect(changed(forth)).toEqual({ numbers: [1, 3], removed: [DESCRIPTIONS[0]], added: [DESCRIPTIONS[2]] });
    expect(forth?.from.seenAt).toBe(versions[2]?.seenAt);
    const back = await compareToolVersions(organization.member, { slug, toolId, from: 3, to: 1 });
    expect(changed(back)).toEqual({ numbers: [3, 1], removed: [DESCRIPTIONS[2]], added: [DESCRIPTIONS[0]] });
    const first = await compareToolVersions(organization.member, { slug, toolId, to: 2 });
    expect(changed(first).numbers).toEqual([1, 2]);
  });

  it("says that there is nothing to compare where there is one version, and refuses a number there is no version of", async () => {
    const once = await newChangedTool(["Change a ticket."]);
    expect(
      await compareToolVersions(once.organization.admin, { slug: once.slug, toolId: once.toolId }),
    ).toBeNull();
    const { organization, slug, toolId } = await newChangedTool();
    await expect(
      compareToolVersions(organization.admin, { slug, toolId, from: 1, to: 4 }),
    ).rejects.toMatchObject({
      code: "invalid",
      publicMessage: "There is no version 4: this tool was seen with 3.",
    });
    await expect(compareToolVersions(organization.admin, { slug, toolId, from: 0 })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("shows nothing of another organization's tool", async () => {
    const { slug, toolId } = await newChangedTool();
    const other = await newOrganization();
    await expect(compareToolVersions(other.admin, { slug, toolId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
