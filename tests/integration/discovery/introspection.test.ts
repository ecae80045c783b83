import "#tests/setup/use-test-database.ts";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { finishIntrospection } from "#lib/discovery/commands/finish-introspection.ts";
import { startIntrospection } from "#lib/discovery/commands/start-introspection.ts";
import { sweeps, tasks } from "#lib/discovery/jobs.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { updateConnection } from "#lib/inventory/commands/update-connection.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newServer, type TestServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

let organization: TestOrganization;
let server: TestServer;
let switchFile: string;

beforeEach(async () => {
  organization = await newOrganization();
  switchFile = join(mkdtempSync(join(tmpdir(), "steward-switch-")), "switch");
  writeFileSync(switchFile, "v1");
  server = await newServer(organization, {
    command: process.execPath,
    args: [join(process.cwd(), "tests/fixtures/switchable-server.ts"), "--switch", switchFile],
    packageRegistry: null,
    packageName: null,
    packageVersion: null,
  });
});
afterAll(disconnect);

async function introspect(): Promise<string> {
  const { introspectionId } = await askIntrospection(organization.owner, { serverId: server.serverId });
  await work(introspectionId);
  return introspectionId;
}

/** What the worker does with the job that `askIntrospection` enqueued. */
async function work(introspectionId: string): Promise<void> {
  await tasks["introspect-server"]?.({ organizationId: organization.organizationId, introspectionId });
}

async function sweepAfter(minutes: number): Promise<void> {
  const restore = setClock(() => new Date(Date.now() + minutes * 60_000));
  try {
    for (const sweep of sweeps) await sweep.run(organization.organizationId);
  } finally {
    restore();
  }
}

const details = () => getServer(organization.owner, { slug: server.slug });

describe("introspection", () => {
  test("runs a command only after an administrator has allowed exactly this one", async () => {
    await expect(introspect()).rejects.toMatchObject({ code: "refused" });
    await expect(allowCommand(organization.owner, { serverId: server.serverId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await allowCommand(organization.admin, { serverId: server.serverId });
    await introspect();
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items[0]).toMatchObject({ state: "succeeded", toolCount: 4 });
  });

  test("allows the command that was shown, not one that came in its place", async () => {
    const { commandDigest } = await listIntrospections(organization.admin, { serverId: server.serverId });
    await updateConnection(organization.owner, {
      serverId: server.serverId,
      transport: "stdio",
      command: "bash",
      args: ["-c", "true"],
    });
    await expect(
      allowCommand(organization.admin, { serverId: server.serverId, commandDigest: commandDigest ?? "" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("records tools with digest, claimed and reviewed impact, and activates the server", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    await introspect();
    const { state, tools } = await details();
    expect(state).toBe("active");
    expect(Object.fromEntries(tools.map((tool) => [tool.name, tool.reviewedImpact]))).toEqual({
      search_tickets: "reads",
      update_ticket: "changes_data",
      run_report: "executes",
      refund_payment: "regulated",
    });
    for (const tool of tools) expect(tool.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("does not ask a server twice at once", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    await askIntrospection(organization.owner, { serverId: server.serverId });
    await expect(askIntrospection(organization.owner, { serverId: server.serverId })).rejects.toMatchObject({
      code: "refused",
    });
  });

  test("asked by three at once, a server is asked once and the others hear why", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    // Connections are open before the race, so that all three are in it.
    await Promise.all([1, 2, 3].map(details));
    const asks = await Promise.allSettled(
      [1, 2, 3].map(() => askIntrospection(organization.owner, { serverId: server.serverId })),
    );
    const refusals = asks.flatMap((ask) => (ask.status === "rejected" ? [ask.reason] : []));
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: "refused",
        publicMessage: expect.stringContaining("asked already"),
      });
    }
  });

  test("doing the same job twice changes nothing", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    const id = await introspect();
    await work(id);
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items).toMatchObject([{ id, state: "succeeded" }]);
  });

  test("a material change shows as a change, a cosmetic one does not suspend", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    await introspect();
    const before = new Map((await details()).tools.map((tool) => [tool.name, tool.digest]));
    writeFileSync(switchFile, "cosmetic");
    await introspect();
    for (const tool of (await details()).tools) expect(tool.digest).toBe(before.get(tool.name));
    writeFileSync(switchFile, "material");
    await introspect();
    const changed = (await details()).tools.filter((tool) => tool.digest !== before.get(tool.name));
    expect(changed.length).toBeGreaterThan(0);
    expect(await latestEvents(organization.admin, 4)).toContain("tool.changed");
  });

  test("a server that cannot be asked is reported, and what was known stays", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    await introspect();
    writeFileSync(switchFile, "no such version");
    await introspect();
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items[0]).toMatchObject({ state: "failed", errorMessage: expect.stringMatching(/\w+ \w+/) });
    expect((await details()).tools).toHaveLength(4);
  });

  test("a server with many last words is reported with the end of them", async () => {
    await updateConnection(organization.owner, {
      serverId: server.serverId,
      transport: "stdio",
      command: process.execPath,
      args: ["-e", "console.error('and so on '.repeat(1000)); process.exitCode = 3"],
    });
    await allowCommand(organization.admin, { serverId: server.serverId });
    await introspect();
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items[0]).toMatchObject({ state: "failed", errorCode: "exited" });
    expect(items[0]?.errorMessage?.length).toBeGreaterThan(900);
    expect(items[0]?.errorMessage?.length).toBeLessThanOrEqual(1_000);
  });

  test("one that was lost with its worker is reported as interrupted", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    const { introspectionId } = await askIntrospection(organization.owner, { serverId: server.serverId });
    await startIntrospection(systemActor(organization.organizationId, "introspection"), { introspectionId });
    await sweepAfter(5);
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items[0]).toMatchObject({ state: "failed", errorCode: "interrupted" });
  });

  test("one whose job was lost before it began is reported, and the server can be asked again", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    await askIntrospection(organization.owner, { serverId: server.serverId });
    await sweepAfter(9);
    const waiting = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(waiting.items).toMatchObject([{ state: "queued" }]);
    await sweepAfter(11);
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items).toMatchObject([{ state: "failed", errorCode: "interrupted" }]);
    await introspect();
    const again = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(again.items[0]).toMatchObject({ state: "succeeded" });
  });

  test("an answer of the address that was changed meanwhile is discarded, and the new one is asked", async () => {
    const { serverId, slug } = await newServer(organization, {
      transport: "streamable_http",
      command: null,
      args: [],
      url: "https://a.example.com/mcp",
    });
    const worker = systemActor(organization.organizationId, "introspection");
    const { introspectionId } = await askIntrospection(organization.owner, { serverId });
    await startIntrospection(worker, { introspectionId });
    await updateConnection(organization.owner, {
      serverId,
      transport: "streamable_http",
      url: "https://b.example.com/mcp",
    });
    await finishIntrospection(worker, { introspectionId, answer: answerWith([{ name: "of_a" }]) });
    const { state, tools, lastIntrospectedAt } = await getServer(organization.owner, { slug });
    expect({ state, tools, lastIntrospectedAt }).toEqual({
      state: "registered",
      tools: [],
      lastIntrospectedAt: null,
    });
    const { items } = await listIntrospections(organization.owner, { serverId });
    expect(items).toMatchObject([
      { state: "queued" },
      { id: introspectionId, state: "failed", errorCode: "connection_changed" },
    ]);
    expect(await latestEvents(organization.admin, 2)).toEqual(
      expect.arrayContaining(["introspection.failed", "introspection.asked"]),
    );
    const again = { introspectionId: items[0]?.id ?? "" };
    await startIntrospection(worker, again);
    await finishIntrospection(worker, { ...again, answer: answerWith([{ name: "of_b" }]) });
    const after = await getServer(organization.owner, { slug });
    expect(after.tools.map((tool) => tool.name)).toEqual(["of_b"]);
  });

  test("an answer of a command in whose place nobody allowed the new one is discarded, and says so", async () => {
    await allowCommand(organization.admin, { serverId: server.serverId });
    const worker = systemActor(organization.organizationId, "introspection");
    const { introspectionId } = await askIntrospection(organization.owner, { serverId: server.serverId });
    await startIntrospection(worker, { introspectionId });
    await updateConnection(organization.owner, {
      serverId: server.serverId,
      transport: "stdio",
      command: "other-server",
    });
    await finishIntrospection(worker, { introspectionId, answer: answerWith([{ name: "of_a" }]) });
    const { items } = await listIntrospections(organization.owner, { serverId: server.serverId });
    expect(items).toMatchObject([
      { state: "failed", errorMessage: expect.stringContaining("not asked again") },
    ]);
    expect((await details()).tools).toEqual([]);
  });

  test("of another organization's server is out of reach", async () => {
    const other = await newOrganization();
    await expect(askIntrospection(other.admin, { serverId: server.serverId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

/** What a server answered that offers these tools and nothing else. */
function answerWith(tools: { name: string }[]) {
  return {
    protocolVersion: "2026-07-28",
    serverName: "s",
    serverVersion: "1",
    resources: null,
    templates: null,
    prompts: null,
    durationMs: 10,
    warnings: [],
    tools: tools.map((tool) => ({ ...tool, inputSchema: { type: "object" as const } })),
  };
}
