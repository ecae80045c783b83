import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { advanceBulkChange } from "#lib/bulk/commands/advance-bulk-change.ts";
import { cancelBulkChange } from "#lib/bulk/commands/cancel-bulk-change.ts";
import { putBackBulkChange } from "#lib/bulk/commands/put-back-bulk-change.ts";
import { retryBulkChange } from "#lib/bulk/commands/retry-bulk-change.ts";
import { startBulkChange } from "#lib/bulk/commands/start-bulk-change.ts";
import { sweeps, tasks } from "#lib/bulk/jobs.ts";
import { getBulkChange } from "#lib/bulk/queries/get-bulk-change.ts";
import { listBulkChanges } from "#lib/bulk/queries/list-bulk-changes.ts";
import { listBulkRows } from "#lib/bulk/queries/list-bulk-rows.ts";
import { previewBulkChange } from "#lib/bulk/queries/preview-bulk-change.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

const TEAM = { action: "assign_team", team: "Payments" } as const;

function start(
  ids: string[],
  change: Parameters<typeof startBulkChange>[1]["change"] = TEAM,
  actor = org.admin,
) {
  return startBulkChange(actor, {
    change,
    selection: { kind: "ids", ids },
    shownCount: ids.length,
    typedCount: ids.length,
  });
}

/** As the worker does, job after job. */
async function runToEnd(bulkChangeId: string): Promise<void> {
  for (let step = 0; step < 100; step += 1) {
    await oneStep(bulkChangeId);
    if ((await load(bulkChangeId)).finishedAt !== null) return;
  }
  throw new Error("it goes on for ever");
}

async function oneStep(bulkChangeId: string): Promise<void> {
  await tasks["advance-bulk-change"]?.({ organizationId: org.organizationId, bulkChangeId });
}

const load = (bulkChangeId: string) => getBulkChange(org.admin, { bulkChangeId });

function teams(): Promise<Map<string, string | null>> {
  return inTenant(org.organizationId, "read", async (tx) => {
    const servers = await tx.server.findMany({ select: { id: true, team: true } });
    return new Map(servers.map(({ id, team }) => [id, team]));
  });
}

describe("a bulk change", () => {
  it("changes 2,000 servers in chunks, each with its line in the trail and in the asker's name", async () => {
    const ids = await insertServers(org, 2_000);
    const { bulkChangeId } = await startBulkChange(org.admin, {
      change: TEAM,
      selection: { kind: "filter", filter: {} },
      shownCount: 2_000,
      typedCount: 2_000,
    });
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({
      state: "finished",
      totalCount: 2_000,
      changedCount: 2_000,
      title: "Assign to the team Payments",
    });
    expect(new Set((await teams()).values())).toEqual(new Set(["Payments"]));
    const changed = await eventsOf(org.organizationId, "server.changed");
    expect(new Set(changed.map(({ subjectId }) => subjectId))).toEqual(new Set(ids));
    expect(changed).toHaveLength(2_000);
    expect(changed[0]).toMatchObject({
      actorId: org.admin.userId,
      actorName: `Admin (${org.admin.email}) through bulk change`,
      detail: { bulkChangeId, changes: { team: { before: null, after: "Payments" } } },
    });
    expect(await eventsOf(org.organizationId, "bulk_change.progressed")).toHaveLength(4);
    const [finished] = await eventsOf(org.organizationId, "bulk_change.finished");
    expect(finished?.detail).toMatchObject({
      notify: [org.admin.userId],
      href: `/servers/bulk/${bulkChangeId}`,
    });
  });

  it("says of every server what became of it; one refused does not stop the others", async () => {
    const good = await insertServers(org, 3);
    const [lonely = ""] = await insertServers(org, 1, { withBackup: false });
    const production = await insertServers(org, 2, { environment: "production" });
    const change = { action: "set_environment", environment: "production" } as const;
    const ids = [...good, lonely, ...production];
    expect(await previewBulkChange(org.admin, { change, selection: { kind: "ids", ids } })).toMatchObject({
      totalCount: 6,
      changedCount: 3,
      unchangedCount: 2,
      refusedCount: 1,
      title: "Move to production",
      reasons: [{ reason: "A server in production needs a backup owner. Name one first.", count: 1 }],
      asksToType: false,
    });
    const { bulkChangeId } = await start(ids, change);
    await runToEnd(bulkChangeId);
    const found = await load(bulkChangeId);
    expect(found).toMatchObject({ changedCount: 3, unchangedCount: 2, refusedCount: 1, failedCount: 0 });
    const { items } = await listBulkRows(org.admin, { bulkChangeId, state: "refused" });
    expect(items).toMatchObject([
      { serverId: lonely, reason: "A server in production needs a backup owner. Name one first." },
    ]);
    const [progressed] = await eventsOf(org.organizationId, "bulk_change.progressed");
    expect(progressed?.detail).toMatchObject({ refusals: [{ id: lonely, state: "refused" }] });
  });

  it("changes only what the asker may change, as on each server's page", async () => {
    const ids = await insertServers(org, 3);
    const others = { ...org, owner: org.approver };
    const foreign = await insertServers(others, 2, { withBackup: false });
    const { bulkChangeId } = await start([...ids, ...foreign], TEAM, org.owner);
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ changedCount: 3, refusedCount: 2 });
    const role = await start(ids, { action: "assign_owners", ownerId: org.approver.userId }, org.owner);
    await runToEnd(role.bulkChangeId);
    expect(await load(role.bulkChangeId)).toMatchObject({ changedCount: 0, refusedCount: 3 });
  });

  it("is one of ten at most that a person has open, however many are asked for at once", async () => {
    const ids = await insertServers(org, 1);
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => start(ids)));
    const refused = asked.filter((answer) => answer.status === "rejected");
    expect(refused.map(({ reason }) => reason.code)).toEqual(["limited", "limited"]);
    const [first] = asked.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    await cancelBulkChange(org.admin, { bulkChangeId: first?.bulkChangeId ?? "" });
    await start(ids);
  });

  it("changes each server once when two workers take the same one", async () => {
    const ids = await insertServers(org, 300);
    const { bulkChangeId } = await start(ids);
    await Promise.allSettled([oneStep(bulkChangeId), oneStep(bulkChangeId), oneStep(bulkChangeId)]);
    await runToEnd(bulkChangeId).catch(() => undefined);
    expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 300 });
    expect(await eventsOf(org.organizationId, "server.changed")).toHaveLength(300);
    expect(await eventsOf(org.organizationId, "bulk_change.finished")).toHaveLength(1);
  });

  it("waits for another that changes the same servers, and neither is lost", async () => {
    const ids = await insertServers(org, 300);
    const first = await start(ids, { action: "add_tags", tags: ["eu"] });
    const second = await start(ids.toReversed(), { action: "add_tags", tags: ["pci"] });
    await Promise.all([runToEnd(first.bulkChangeId), runToEnd(second.bulkChangeId)]);
    for (const { bulkChangeId } of [first, second]) {
      expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 300 });
    }
    const tags = await inTenant(org.organizationId, "read", (tx) =>
      tx.server.findMany({ select: { tags: true } }),
    );
    expect(new Set(tags.map((server) => server.tags.join()))).toEqual(new Set(["eu,pci"]));
  });

  it("goes on where a killed worker stopped, and changes nothing twice", async () => {
    const ids = await insertServers(org, 1_000);
    const { bulkChangeId } = await start(ids);
    await oneStep(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ state: "running", changedCount: 500 });
    const sweep = () => sweeps[0]?.run(org.organizationId);
    await sweep();
    expect(await load(bulkChangeId)).toMatchObject({ changedCount: 500 });
    const putBack = setClock(() => new Date(Date.now() + 120_000));
    try {
      await sweep();
    } finally {
      putBack();
    }
    await runToEnd(bulkChangeId).catch(() => undefined);
    expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 1_000 });
    expect(await eventsOf(org.organizationId, "server.changed")).toHaveLength(1_000);
  });

  it("is cancelled between two chunks; what was changed stays and is counted", async () => {
    const ids = await insertServers(org, 700);
    const { bulkChangeId } = await start(ids);
    await oneStep(bulkChangeId);
    expect(await cancelBulkChange(org.admin, { bulkChangeId })).toEqual({ state: "cancelling" });
    await oneStep(bulkChangeId);
    await oneStep(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({
      state: "cancelled",
      changedCount: 500,
      totalCount: 700,
    });
    expect(
      (await listBulkRows(org.admin, { bulkChangeId, state: "waiting", limit: 1_000 })).items,
    ).toHaveLength(200);
    await expect(cancelBulkChange(org.admin, { bulkChangeId })).rejects.toMatchObject({ code: "refused" });
  });

  it("stops, saying why, when the asker has left or lost the right; tried again it goes on", async () => {
    const ids = await insertServers(org, 700);
    const { bulkChangeId } = await start(ids);
    await oneStep(bulkChangeId);
    await setActive(org.admin.userId, false);
    await oneStep(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({
      state: "failed",
      stateReason: "Admin has left, so this stopped. What is changed stays changed.",
      changedCount: 500,
    });
    await setActive(org.admin.userId, true);
    await retryBulkChange(org.admin, { bulkChangeId });
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 700 });

    const second = await start(ids, { action: "assign_team", team: null });
    await inTenant(org.organizationId, "write", (tx) =>
      tx.roleAssignment.deleteMany({ where: { userId: org.admin.userId } }),
    );
    await oneStep(second.bulkChangeId);
    expect(await load(second.bulkChangeId)).toMatchObject({
      state: "failed",
      stateReason: "Admin may no longer change servers, so this stopped. What is changed stays changed.",
    });
  });

  it("marks the one server that cannot be written as failed, changes the rest, and tries it again", async () => {
    const ids = await insertServers(org, 40);
    const broken = ids[17] ?? "";
    const { bulkChangeId } = await start(ids);
    await standingInTheWay("update on server", `old.id = '${broken}'`, async () => {
      await runToEnd(bulkChangeId);
      expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 39, failedCount: 1 });
      const { items } = await listBulkRows(org.admin, { bulkChangeId, state: "failed" });
      expect(items.map(({ serverId }) => serverId)).toEqual([broken]);
    });
    await retryBulkChange(org.admin, { bulkChangeId });
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ changedCount: 40, failedCount: 0 });
    expect(await eventsOf(org.organizationId, "server.changed")).toHaveLength(40);
  });

  it("ends when its servers cannot be gathered, and goes on from there when tried again", async () => {
    await insertServers(org, 40);
    const { bulkChangeId } = await startByFilter(40);
    await standingInTheWay(
      "insert on bulk_change_row",
      `new.bulk_change_id = '${bulkChangeId}'`,
      async () => {
        await runToEnd(bulkChangeId);
        expect(await load(bulkChangeId)).toMatchObject({
          state: "failed",
          changedCount: 0,
          stateReason: expect.stringContaining("Nothing was changed"),
          allowed: { retry: true },
        });
      },
    );
    await retryBulkChange(org.admin, { bulkChangeId });
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ state: "finished", changedCount: 40 });
  });

  it("that cannot be moved on does not hold up the others, and ends after an hour", async () => {
    const ids = await insertServers(org, 5);
    const first = await start(ids);
    const second = await start(ids, { action: "add_tags", tags: ["eu"] });
    const sweepIn = async (minutes: number) => {
      const restore = setClock(() => new Date(Date.now() + minutes * 60_000));
      await sweeps[0]?.run(org.organizationId).finally(restore);
    };
    const busy = `new.bulk_change_id = '${first.bulkChangeId}'`;
    await standingInTheWay(
      "update on bulk_change_row",
      busy,
      async () => {
        await sweepIn(2);
        expect(await load(second.bulkChangeId)).toMatchObject({ state: "finished", changedCount: 5 });
        expect(await load(first.bulkChangeId)).toMatchObject({ state: "queued" });
        await sweepIn(90);
        expect(await load(first.bulkChangeId)).toMatchObject({
          state: "failed",
          stateReason: expect.stringContaining("could not go on"),
        });
      },
      "query_canceled",
    );
    await retryBulkChange(org.admin, first);
    await runToEnd(first.bulkChangeId);
    expect(await load(first.bulkChangeId)).toMatchObject({ state: "finished", changedCount: 5 });
  });

  it("puts back what it changed, except what somebody changed since", async () => {
    const ids = await insertServers(org, 3, { team: "Legacy" });
    const { bulkChangeId } = await start(ids);
    await runToEnd(bulkChangeId);
    await updateServer(org.admin, { serverId: ids[1] ?? "", team: "Growth" });
    await updateServer(org.admin, { serverId: ids[2] ?? "", purpose: "Something else." });
    const back = await putBackBulkChange(org.admin, { bulkChangeId });
    await runToEnd(back.bulkChangeId);
    expect(await load(back.bulkChangeId)).toMatchObject({
      state: "finished",
      changedCount: 2,
      refusedCount: 1,
    });
    expect([...(await teams())].toSorted()).toEqual(
      [
        [ids[0], "Legacy"],
        [ids[1], "Growth"],
        [ids[2], "Legacy"],
      ].toSorted(),
    );
  });

  it("says how many reviews come sooner by a stricter environment, and puts their days back with it", async () => {
    const ids = await insertServers(org, 3);
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const far = ids.slice(0, 2);
    for (const serverId of far) await updateServer(org.admin, { serverId, nextReviewOn: inDays(300) });
    const reviewsOn = () =>
      inTenant(org.organizationId, "read", async (tx) => {
        const servers = await tx.server.findMany({
          where: { id: { in: far } },
          select: { nextReviewOn: true },
        });
        return new Set(servers.map(({ nextReviewOn }) => nextReviewOn.toISOString().slice(0, 10)));
      });
    const change = { action: "set_environment", environment: "production" } as const;
    expect(await previewBulkChange(org.admin, { change, selection: { kind: "ids", ids } })).toMatchObject({
      changedCount: 3,
      reviewedSoonerCount: 2,
    });
    const { bulkChangeId } = await start(ids, change);
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({ changedCount: 3, refusedCount: 0 });
    expect(await reviewsOn()).toEqual(new Set([inDays(90)]));
    const back = await putBackBulkChange(org.admin, { bulkChangeId });
    await runToEnd(back.bulkChangeId);
    expect(await load(back.bulkChangeId)).toMatchObject({ changedCount: 3 });
    expect(await reviewsOn()).toEqual(new Set([inDays(300)]));
  });

  it("asks to retire many, once each, and cuts nothing off", async () => {
    const ids = await insertServers(org, 3);
    const plannedOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const change = { action: "request_retirement", plannedOn, reason: "The contract has ended." } as const;
    const first = await start(ids, change);
    await runToEnd(first.bulkChangeId);
    expect(await load(first.bulkChangeId)).toMatchObject({ state: "finished", changedCount: 3 });
    const [event] = await eventsOf(org.organizationId, "server.retirement_requested");
    expect(event?.detail).toMatchObject({ plannedOn, notify: [org.owner.userId, org.member.userId] });
    const servers = await inTenant(org.organizationId, "read", (tx) =>
      tx.server.findMany({ select: { state: true, retireAskedById: true, retireReason: true } }),
    );
    expect(servers).toEqual(
      Array.from({ length: 3 }, () => ({
        state: "active",
        retireAskedById: org.admin.userId,
        retireReason: "The contract has ended.",
      })),
    );
    const second = await start(ids, change);
    await runToEnd(second.bulkChangeId);
    expect(await load(second.bulkChangeId)).toMatchObject({ changedCount: 0, refusedCount: 3 });
    await expect(putBackBulkChange(org.admin, first)).rejects.toMatchObject({ code: "refused" });
  });

  it("asks to type the number when it touches a large part of the active servers", async () => {
    const ids = await insertServers(org, 150);
    const ask = (typedCount?: number) =>
      startBulkChange(org.admin, {
        change: TEAM,
        selection: { kind: "ids", ids },
        shownCount: 150,
        typedCount,
      });
    await expect(ask()).rejects.toMatchObject({ code: "invalid", fields: { typedCount: expect.anything() } });
    await expect(ask(15)).rejects.toMatchObject({ code: "invalid" });
    await ask(150);
  });

  it("changes nothing when far more match than were shown", async () => {
    await insertServers(org, 60);
    const ask = startBulkChange(org.admin, {
      change: TEAM,
      selection: { kind: "filter", filter: {} },
      shownCount: 5,
    });
    await expect(ask).rejects.toMatchObject({ code: "refused" });
  });

  it("counts all that a wide filter finds, and asks to type that number", async () => {
    await insertServers(org, 10_600, { team: "Ledger" });
    await insertServers(org, 39_500, { isListed: false });
    const filter = { team: ["Ledger"], environment: ["development" as const] };
    const selection = { kind: "filter" as const, filter };
    expect(await previewBulkChange(org.admin, { change: TEAM, selection })).toMatchObject({
      totalCount: 10_600,
      isEstimate: false,
      asksToType: true,
    });
    const ask = (shownCount: number, typedCount?: number) =>
      startBulkChange(org.admin, { change: TEAM, selection, shownCount, typedCount });
    await expect(ask(10_600)).rejects.toMatchObject({ code: "invalid" });
    await expect(ask(10_000, 10_000)).rejects.toMatchObject({ code: "refused" });
    const { bulkChangeId } = await ask(10_600, 10_600);
    await insertServers(org, 600, { team: "Ledger" });
    await oneStep(bulkChangeId);
    await oneStep(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({
      state: "failed",
      changedCount: 0,
      stateReason: expect.stringContaining("10,600 were shown"),
    });
  }, 180_000);

  it("that stopped since far more match by now is asked for anew, not tried again", async () => {
    await insertServers(org, 20);
    const { bulkChangeId } = await startBulkChange(org.admin, {
      change: TEAM,
      selection: { kind: "filter", filter: {} },
      shownCount: 20,
    });
    await insertServers(org, 40);
    await runToEnd(bulkChangeId);
    expect(await load(bulkChangeId)).toMatchObject({
      state: "failed",
      allowed: { retry: expect.stringContaining("Ask for it again") },
    });
    await expect(retryBulkChange(org.admin, { bulkChangeId })).rejects.toMatchObject({ code: "refused" });
  });

  it("of nothing that exists, or to somebody who has left, is not begun", async () => {
    const ids = await insertServers(org, 2);
    await setActive(org.approver.userId, false);
    await expect(start(ids, { action: "assign_owners", ownerId: org.approver.userId })).rejects.toMatchObject(
      { code: "invalid", fields: { "change.ownerId": expect.anything() } },
    );
    const other = await newOrganization();
    await expect(
      startBulkChange(other.admin, { change: TEAM, selection: { kind: "ids", ids }, shownCount: 2 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("is seen by who asked, administrators and auditors, and by no other organization", async () => {
    const ids = await insertServers(org, 2);
    const { bulkChangeId } = await start(ids, TEAM, org.owner);
    expect((await listBulkChanges(org.owner, {})).items).toHaveLength(1);
    expect((await listBulkChanges(org.auditor, {})).items).toHaveLength(1);
    expect((await listBulkChanges(org.member, {})).items).toEqual([]);
    await expect(listBulkRows(org.member, { bulkChangeId })).rejects.toMatchObject({ code: "not_found" });
    const other = await newOrganization();
    await expect(getBulkChange(other.admin, { bulkChangeId })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      advanceBulkChange(systemActor(other.organizationId, "bulk change"), { bulkChangeId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(advanceBulkChange(org.admin, { bulkChangeId })).rejects.toMatchObject({ code: "forbidden" });
  });
});

function startByFilter(shownCount: number) {
  return startBulkChange(org.admin, {
    change: TEAM,
    selection: { kind: "filter", filter: {} },
    shownCount,
    typedCount: shownCount,
  });
}

/** While the work is done, the database refuses these writes. */
async function standingInTheWay(
  of: string,
  when: string,
  work: () => Promise<void>,
  condition = "raise_exception",
): Promise<void> {
  const owner = await connectOwner((await testDatabase()).ownerUrl);
  try {
    await owner.query(`
      create function stand_in_the_way() returns trigger language plpgsql as
        $$ begin raise exception using errcode = '${condition}', message = 'stands in the way'; end $$;
      create trigger stand_in_the_way before ${of} for each row
        when (${when}) execute function stand_in_the_way()`);
    await work();
  } finally {
    await owner.query("drop function stand_in_the_way cascade");
    await owner.end();
  }
}

async function setActive(userId: string, isActive: boolean): Promise<void> {
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({ where: { id: userId }, data: { isActive } }),
  );
}
