import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { refused } from "#lib/kernel/app-error.ts";
import { type CommandContext, command, unchanged } from "#lib/kernel/command.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { SomeEvents } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import { query } from "#lib/kernel/query.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});

const subject = { kind: "user", id: null, name: "written" };
const events: SomeEvents = [{ type: "user.added", subject, detail: { why: "test" } }];
const job = { task: "test-nothing", payload: {} };

/** Writes a row, asks for a job, and then does what it is told. */
const write = command({
  name: "write-for-test",
  permission: "user:manage",
  input: z.object({ ending: z.enum(["finish", "refuse", "crash", "say-unchanged"]) }),
  run: async ({ tx, actor, now }, { ending }) => {
    await insertWritten({ tx, actor, now });
    if (ending === "refuse") throw refused("Not today.", subject);
    if (ending === "crash") throw new Error("a bug");
    if (ending === "say-unchanged") return unchanged("nothing");
    return { result: "done", events, jobs: [{ ...job, key: actor.organizationId }] };
  },
});

describe("a command that finishes", () => {
  it("leaves its write, its event and its job, together", async () => {
    expect(await write(org.admin, { ending: "finish" })).toBe("done");
    expect(await left()).toEqual({ rows: 1, jobs: 1, events: ["user.added"] });
  });

  it("records who, about what, and the details", async () => {
    await write(org.admin, { ending: "finish" });
    const { items } = await listAuditEvents(org.auditor, {});
    expect(items).toMatchObject([{ actor: { id: org.admin.userId }, subject: { name: "written" } }]);
  });
});

describe("a command that does not finish", () => {
  it("refused by a rule undoes its write, and the refusal is on record", async () => {
    await expect(write(org.admin, { ending: "refuse" })).rejects.toMatchObject({ code: "refused" });
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: ["command.refused"] });
  });

  it("that crashes undoes its write and records no event of it", async () => {
    await expect(write(org.admin, { ending: "crash" })).rejects.toThrow("a bug");
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: [] });
  });

  it("denied to an actor without the permission never runs, and the denial is on record", async () => {
    await expect(write(org.member, { ending: "finish" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: ["command.denied"] });
  });

  it("with input that is not as declared never runs and names the field", async () => {
    // Deliberately past the type: a door may be handed anything.
    const attempt = write(org.admin, { ending: "explode" } as unknown as { ending: "finish" });
    await expect(attempt).rejects.toMatchObject({ code: "invalid", fields: { ending: expect.any(String) } });
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: [] });
  });

  it("that says unchanged undoes what it wrote all the same", async () => {
    expect(await write(org.admin, { ending: "say-unchanged" })).toBe("nothing");
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: [] });
  });

  it("whose event cannot be stored loses its write and its job", async () => {
    const unstorable = command({
      name: "write-unstorable-for-test",
      permission: "user:manage",
      input: z.object({}),
      run: async (context) => {
        await insertWritten(context);
        const bad = { kind: "user", id: "not a uuid", name: "written" };
        return { result: null, events: [{ type: "user.added", subject: bad, detail: {} }], jobs: [job] };
      },
    });
    await expect(unstorable(org.admin, {})).rejects.toThrow();
    expect(await left()).toEqual({ rows: 0, jobs: 0, events: [] });
  });
});

it("a query cannot write", async () => {
  const sly = query({
    name: "sly-for-test",
    permission: "user:read",
    input: z.object({}),
    run: (context) => insertWritten(context),
  });
  await expect(sly(org.admin, {})).rejects.toThrow(/read-only transaction/);
  expect((await left()).rows).toBe(0);
});

it("text that the database cannot hold is replaced, and the event kept", async () => {
  const hostile = command({
    name: "write-hostile-for-test",
    permission: "user:manage",
    input: z.object({}),
    run: async () => ({
      result: null,
      events: [
        {
          type: "user.added",
          subject: { kind: "user", id: null, name: "nul \u0000 and half \ud800" },
          detail: { nested: ["\u0000", { deep: "\udfff" }] },
        },
      ],
    }),
  });
  await hostile(org.admin, {});
  const { items } = await listAuditEvents(org.auditor, {});
  expect(items).toMatchObject([{ subject: { name: "nul \uFFFD and half \uFFFD" } }]);
});

async function insertWritten({ tx, actor, now }: CommandContext): Promise<void> {
  const { organizationId } = actor;
  await tx.consumer.create({
    data: { organizationId, id: newId(), slug: "written", name: "written", kind: "agent", addedAt: now },
  });
}

/** What a command left behind, in the organization and in the queue. */
async function left(): Promise<{ rows: number; jobs: number; events: string[] }> {
  const { items } = await listAuditEvents(org.auditor, {});
  return inTenant(org.organizationId, "read", async (tx) => {
    const [row] = await tx.$queryRaw<{ jobs: bigint }[]>`
      select count(*) as jobs from graphile_worker.jobs where key = ${org.organizationId}`;
    return {
      rows: await tx.consumer.count(),
      jobs: Number(row?.jobs ?? 0n),
      events: items.map((item) => item.type).reverse(),
    };
  });
}
