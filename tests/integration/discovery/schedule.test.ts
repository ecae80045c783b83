import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { disallowCommand } from "#lib/discovery/commands/disallow-command.ts";
import { failIntrospection } from "#lib/discovery/commands/fail-introspection.ts";
import { finishIntrospection } from "#lib/discovery/commands/finish-introspection.ts";
import { queueDueIntrospections } from "#lib/discovery/commands/queue-due-introspections.ts";
import { respreadIntrospections } from "#lib/discovery/commands/respread-introspections.ts";
import { setIntrospectionDefault } from "#lib/discovery/commands/set-introspection-default.ts";
import { setIntrospectionInterval } from "#lib/discovery/commands/set-introspection-interval.ts";
import { startIntrospection } from "#lib/discovery/commands/start-introspection.ts";
import { HOST_AT_ONCE, SCHEDULED_AT_ONCE } from "#lib/discovery/introspection-schedule.ts";
import { tasks } from "#lib/discovery/jobs.ts";
import { getIntrospectionDefault } from "#lib/discovery/queries/get-introspection-default.ts";
import { listAllowedCommands } from "#lib/discovery/queries/list-allowed-commands.ts";
import { listIntrospectionHistory } from "#lib/discovery/queries/list-introspection-history.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newServer, newServerWithTools, TICKET_TOOLS } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

const DAY_MINUTES = 24 * 60;
let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

const worker = () => systemActor(org.organizationId, "introspection schedule");
let count = 0;
const byUrl = (host: string) => {
  count += 1;
  return newServer(org, {
    transport: "streamable_http",
    url: `https://${host}/mcp/${count}`,
    command: undefined,
    args: undefined,
    packageRegistry: null,
    packageName: null,
    packageVersion: null,
  });
};
const scheduleOf = async (serverId: string) => (await listIntrospections(org.owner, { serverId })).schedule;

async function at<T>(minutes: number, work: () => Promise<T>): Promise<T> {
  const restore = setClock(() => new Date(Date.now() + minutes * 60_000));
  try {
    return await work();
  } finally {
    restore();
  }
}
const sweepAfter = (minutes: number) => at(minutes, () => queueDueIntrospections(worker(), {}));

describe("the schedule", () => {
  test("asks nobody until somebody turned it on", async () => {
    const server = await byUrl("a.example");
    expect((await scheduleOf(server.serverId)).nextAt).toBeNull();
    expect(await sweepAfter(40 * DAY_MINUTES)).toEqual({ asked: 0, held: 0 });
  });

  test("gives every server its time when the default is set, on record, and takes it back when off", async () => {
    const server = await byUrl("a.example");
    await setIntrospectionDefault(org.admin, { interval: "weekly" });
    expect(await latestEvents(org.admin, 1)).toEqual(["introspection.default_changed"]);
    await tasks["respread-introspections"]?.({ organizationId: org.organizationId });
    const { nextAt } = await scheduleOf(server.serverId);
    const days = (Date.parse(nextAt ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(-0.01);
    expect(days).toBeLessThan(7);
    await setIntrospectionDefault(org.admin, { interval: "off" });
    await tasks["respread-introspections"]?.({ organizationId: org.organizationId });
    expect((await scheduleOf(server.serverId)).nextAt).toBeNull();
  });

  test("schedules a server with its registration once a default is set", async () => {
    await setIntrospectionDefault(org.admin, { interval: "daily" });
    const server = await byUrl("a.example");
    const hours = (Date.parse((await scheduleOf(server.serverId)).nextAt ?? "") - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(0.9);
    expect(hours).toBeLessThan(25.1);
  });

  test("asks what is due, once, with an event and a queued look for each", async () => {
    const servers = [await byUrl("a.example"), await byUrl("b.example")];
    for (const { serverId } of servers)
      await setIntrospectionInterval(org.owner, { serverId, interval: "daily" });
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: 2, held: 0 });
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: 0, held: 0 });
    for (const { serverId } of servers) {
      const { items } = await listIntrospections(org.owner, { serverId });
      expect(items).toMatchObject([{ state: "queued", askedByName: "Steward (introspection schedule)" }]);
    }
    const types = await latestEvents(org.admin, 3);
    expect(types.filter((type) => type === "introspection.asked")).toHaveLength(2);
  });

  test("asked for by two workers at once, asks each server once", async () => {
    const server = await byUrl("a.example");
    await setIntrospectionInterval(org.owner, { serverId: server.serverId, interval: "daily" });
    const answers = await at(2 * DAY_MINUTES, () =>
      Promise.all([1, 2, 3].map(() => queueDueIntrospections(worker(), {}))),
    );
    expect(answers.reduce((sum, answer) => sum + answer.asked, 0)).toBe(1);
  });

  test("asks one host no more than it may at once, and puts the rest behind others", async () => {
    for (let index = 0; index < HOST_AT_ONCE + 2; index += 1) {
      const { serverId } = await byUrl("busy.example");
      await setIntrospectionInterval(org.owner, { serverId, interval: "daily" });
    }
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: HOST_AT_ONCE, held: 0 });
  });

  test("has a bounded number of looks open at once", async () => {
    for (let index = 0; index < SCHEDULED_AT_ONCE + 3; index += 1) {
      const { serverId } = await byUrl(`host-${index}.example`);
      await setIntrospectionInterval(org.owner, { serverId, interval: "daily" });
    }
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: SCHEDULED_AT_ONCE, held: 0 });
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: 0, held: 0 });
  });

  test("holds a command nobody allowed with the reason, and releases it when it is allowed", async () => {
    const server = await newServer(org);
    await setIntrospectionInterval(org.owner, { serverId: server.serverId, interval: "daily" });
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: 0, held: 1 });
    const held = await scheduleOf(server.serverId);
    expect(held.heldReason).toContain("allowed");
    expect(held.failureCount).toBe(0);
    await allowCommand(org.admin, { serverId: server.serverId });
    expect((await scheduleOf(server.serverId)).heldReason).toBeNull();
    expect(await sweepAfter(1)).toEqual({ asked: 1, held: 0 });
  });

  test("does not connect to a suspended server by itself, and says so", async () => {
    const server = await newServerWithTools(org);
    await setIntrospectionInterval(org.owner, { serverId: server.serverId, interval: "daily" });
    await suspendServer(org.admin, { serverId: server.serverId, reason: "Under investigation." });
    expect(await sweepAfter(2 * DAY_MINUTES)).toEqual({ asked: 0, held: 1 });
    expect((await scheduleOf(server.serverId)).heldReason).toContain("suspended");
  });

  test("keeps the interval that a person set while a look came to its end", async () => {
    const { serverId } = await byUrl("a.example");
    await setIntrospectionInterval(org.owner, { serverId, interval: "daily" });
    await sweepAfter(2 * DAY_MINUTES);
    let answering: Promise<void> | undefined;
    await inTenant(org.organizationId, "write", async (tx) => {
      await tx.$executeRaw`
        update introspection_schedule set own_interval = 'weekly' where server_id = ${serverId}::uuid`;
      answering = answer(serverId, { prompts: null });
      await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
    });
    await answering;
    expect((await scheduleOf(serverId)).ownInterval).toBe("weekly");
  });

  test("counts failures and backs off, and starts anew after an answer", async () => {
    const { serverId } = await byUrl("a.example");
    await setIntrospectionInterval(org.owner, { serverId, interval: "daily" });
    await sweepAfter(2 * DAY_MINUTES);
    const fail = async () => {
      const { items } = await listIntrospections(org.owner, { serverId });
      const introspectionId = items.find((look) => look.state === "queued")?.id ?? "";
      await failIntrospection(worker(), {
        introspectionId,
        code: "unreachable",
        message: "No answer.",
        durationMs: 5,
      });
    };
    await fail();
    const first = await scheduleOf(serverId);
    expect(first.failureCount).toBe(1);
    expect((Date.parse(first.nextAt ?? "") - Date.now()) / 60_000).toBeLessThan(70);
    await sweepAfter(120);
    await fail();
    const second = await scheduleOf(serverId);
    expect(second.failureCount).toBe(2);
    expect((Date.parse(second.nextAt ?? "") - Date.now()) / 60_000).toBeGreaterThan(200);
    await sweepAfter(600);
    await answer(serverId, { prompts: null });
    expect(await scheduleOf(serverId)).toMatchObject({ failureCount: 0, heldReason: null });
  });

  test("may be set by the owner for a server and by an administrator for all, by nobody else", async () => {
    const { serverId } = await byUrl("a.example");
    await expect(setIntrospectionInterval(org.member, { serverId, interval: "daily" })).resolves.toBeNull();
    await expect(
      setIntrospectionInterval(org.approver, { serverId, interval: "weekly" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(setIntrospectionDefault(org.owner, { interval: "daily" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await newOrganization();
    await expect(
      setIntrospectionInterval(other.admin, { serverId, interval: "daily" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await setIntrospectionDefault(org.admin, { interval: "daily" });
    await setIntrospectionDefault(other.admin, { interval: "off" });
    expect(await getIntrospectionDefault(org.member, {})).toEqual({ interval: "daily", version: 1 });
  });

  test("two administrators at once: one is told that the page is out of date", async () => {
    await setIntrospectionDefault(org.admin, { interval: "monthly" });
    const { version } = await getIntrospectionDefault(org.admin, {});
    await setIntrospectionDefault(org.admin, { interval: "daily", version });
    await expect(setIntrospectionDefault(org.admin, { interval: "off", version })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("gives times in batches, going on where it left off", async () => {
    await byUrl("a.example");
    await setIntrospectionDefault(org.admin, { interval: "weekly" });
    expect(await respreadIntrospections(worker(), { after: null })).toEqual({ after: null });
  });
});

describe("allowed commands", () => {
  test("are listed and can be taken back, on record; then the server is not started", async () => {
    const server = await newServer(org);
    await allowCommand(org.admin, { serverId: server.serverId });
    const { items } = await listAllowedCommands(org.admin, {});
    expect(items).toMatchObject([{ command: "npx", allowedBy: { name: "Admin" } }]);
    const commandDigest = items[0]?.digest ?? "";
    await expect(disallowCommand(org.owner, { commandDigest })).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    await expect(disallowCommand(other.admin, { commandDigest })).rejects.toMatchObject({
      code: "not_found",
    });
    await disallowCommand(org.admin, { commandDigest });
    expect(await latestEvents(org.admin, 1)).toEqual(["command.disallowed"]);
    expect((await listAllowedCommands(org.admin, {})).items).toEqual([]);
    expect((await listIntrospections(org.owner, { serverId: server.serverId })).verdict.ok).toBe(false);
    await expect(disallowCommand(org.admin, { commandDigest })).rejects.toMatchObject({ code: "not_found" });
  });

  test("page by page", async () => {
    for (let index = 0; index < 5; index += 1) {
      await allowCommand(org.admin, { serverId: (await newServer(org)).serverId });
    }
    const first = await listAllowedCommands(org.admin, { limit: 3 });
    const second = await listAllowedCommands(org.admin, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(new Set([...first.items, ...second.items].map((item) => item.digest)).size).toBe(5);
    expect(second.nextCursor).toBeNull();
  });
});

describe("the history of looks", () => {
  test("shows each look's drift, resources and prompts included, newest first, page by page", async () => {
    const server = await byUrl("a.example");
    await setIntrospectionInterval(org.owner, { serverId: server.serverId, interval: "daily" });
    await sweepAfter(2 * DAY_MINUTES);
    await answer(server.serverId, { prompts: { count: 2, names: ["greet", "plan"] } });
    await sweepAfter(4 * DAY_MINUTES);
    await answer(server.serverId, { prompts: { count: 2, names: ["greet", "sum"] } });
    const page = await listIntrospectionHistory(org.auditor, { slug: server.slug, limit: 1 });
    expect(page.items).toMatchObject([
      { drift: { added: [], prompts: { added: ["sum"], removed: ["plan"] } }, promptCount: 2 },
    ]);
    const older = await listIntrospectionHistory(org.auditor, {
      slug: server.slug,
      limit: 1,
      cursor: page.nextCursor ?? "",
    });
    expect(older.items[0]?.drift?.added).toHaveLength(TICKET_TOOLS.length);
    expect(older.nextCursor).toBeNull();
  });
});

/** The worker's part of the look that is queued, with the answer given here. */
async function answer(serverId: string, { prompts }: { prompts: { count: number; names: string[] } | null }) {
  const { items } = await listIntrospections(org.owner, { serverId });
  const introspectionId = items.find((look) => look.state === "queued")?.id ?? "";
  await startIntrospection(worker(), { introspectionId });
  await finishIntrospection(worker(), {
    introspectionId,
    answer: {
      protocolVersion: "2026-07-28",
      serverName: "desk",
      serverVersion: "1",
      resources: null,
      templates: null,
      prompts,
      durationMs: 10,
      warnings: [],
      tools: [...TICKET_TOOLS],
    },
  });
}
