import "#tests/setup/use-test-database.ts";
import { afterAll, describe, expect, it, vi } from "vitest";
import { disableTool } from "#lib/inventory/commands/disable-tool.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { getTool } from "#lib/inventory/queries/get-tool.ts";
import { setToolState } from "#lib/inventory/steps/set-tool-state.ts";
import { disconnect, inTenant, type Tx } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { lookAtTools, newServerWithTools, TICKET_TOOLS, tool } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

afterAll(disconnect);

const REASON = "It only ever reads from the archive.";
const untilSomebodyWaits = (tx: Tx) =>
  vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 1_000));

describe("what a person decides of a tool", () => {
  it("is not wiped by a look that began before it", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("update_ticket");
    const touchedUp = TICKET_TOOLS.map((one) =>
      one.name === "update_ticket" ? { ...one, description: `${one.description} ` } : one,
    );
    let looking: Promise<unknown> | undefined;
    let deciding: Promise<unknown> | undefined;
    await inTenant(organization.organizationId, "write", async (tx) => {
      // The look has read what is known when it meets this row in the way of its own.
      await tx.$executeRaw`select set_config('steward.listing_is_postponed', 'on', true)`;
      const row = JSON.stringify({ id: newId(), name: "brand_new" });
      await tx.$executeRaw`
        insert into tool select (jsonb_populate_record(t, ${row}::jsonb)).* from tool t where id = ${toolId}::uuid`;
      looking = lookAtTools(organization, serverId, [...touchedUp, tool("brand_new", "Reads the archive.")]);
      await untilSomebodyWaits(tx);
      deciding = overrideToolImpact(organization.admin, { toolId, impact: "executes", reason: REASON });
      await Promise.race([deciding, aMoment()]);
      throw new Error("take it out of the way");
    }).catch(() => undefined);
    await looking;
    await deciding;
    expect(await getTool(organization.admin, { slug, toolId })).toMatchObject({
      reviewedImpact: "executes",
      reviewReason: REASON,
    });
  });

  it("disables no tool that was asked for while the person waited", async () => {
    const organization = await newOrganization();
    const { serverId, slug, toolNamed } = await newServerWithTools(organization);
    const { id: toolId } = toolNamed("update_ticket");
    let disabling: Promise<unknown> | undefined;
    await inTenant(organization.organizationId, "write", async (tx) => {
      await tx.$queryRaw`select id from server where id = ${serverId}::uuid for no key update`;
      disabling = disableTool(organization.owner, { toolId, reason: REASON }).catch((error) => error);
      await untilSomebodyWaits(tx);
      const context = { tx, actor: organization.owner, now: new Date() };
      await setToolState(context, { toolId, action: "await", reason: null });
    });
    expect(await disabling).toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("Withdraw the request first"),
    });
    expect((await getTool(organization.admin, { slug, toolId })).state).toBe("pending");
  });
});

describe("a link to a system", () => {
  it("waits for whoever changes what the system holds, and judges the tools by that", async () => {
    const organization = await newOrganization();
    const { serverId, slug } = await newServerWithTools(organization);
    const system = { name: "Clinic records", description: "Visits.", dataClasses: ["internal" as const] };
    const { systemId } = await registerSystem(organization.admin, system);
    let linking: Promise<unknown> | undefined;
    await inTenant(organization.organizationId, "write", async (tx) => {
      await tx.$executeRaw`update system set data_classes = '{phi}' where id = ${systemId}::uuid`;
      linking = linkSystem(organization.admin, { serverId, systemId });
      await untilSomebodyWaits(tx);
    });
    await linking;
    const { tools } = await getServer(organization.admin, { slug });
    expect(new Set(tools.map(({ reviewedImpact }) => reviewedImpact))).toEqual(new Set(["regulated"]));
  });
});
