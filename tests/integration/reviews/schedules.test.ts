import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { changeSchedule } from "#lib/reviews/commands/change-schedule.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { deleteSchedule } from "#lib/reviews/commands/delete-schedule.ts";
import { openDueReview } from "#lib/reviews/commands/open-due-review.ts";
import { pauseSchedule } from "#lib/reviews/commands/pause-schedule.ts";
import { resumeSchedule } from "#lib/reviews/commands/resume-schedule.ts";
import { reactions, sweeps, tasks } from "#lib/reviews/jobs.ts";
import { getSchedule } from "#lib/reviews/queries/get-schedule.ts";
import { listSchedules } from "#lib/reviews/queries/list-schedules.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let reset = () => {};

beforeEach(async () => {
  org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
});
afterEach(() => {
  reset();
  reset = () => {};
});

const DAY_MS = 86_400_000;

/** Moves the clock so many days on from the real one. */
function inDays(days: number): Date {
  reset();
  const at = new Date(Date.now() + days * DAY_MS);
  reset = setClock(() => at);
  return at;
}

/** Weekly from tomorrow on. */
const weekly = () => ({
  rule: "FREQ=WEEKLY",
  startsOn: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10),
  atTime: "09:00",
  timeZone: "Europe/Vienna",
});

const DEFINITION = {
  format: 1,
  name: "Weekly review",
  scope: {},
  subjects: ["server", "tool"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 3 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
} as const;

const define = (parts: object = {}) =>
  defineSchedule(org.admin, {
    definition: DEFINITION as never,
    recurrence: weekly(),
    startsItself: true,
    ...parts,
  });

const system = () => systemActor(org.organizationId, "review schedule");
const sweep = () => sweeps.find(({ name }) => name === "due-reviews")?.run(org.organizationId);

const campaigns = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaign.findMany({ orderBy: { createdAt: "asc" } }));

/** The worker's part: what was asked for is staged, and the room is told. */
async function work() {
  for (const campaign of await campaigns()) {
    if (campaign.stagingAskedAt === null) continue;
    await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: campaign.id });
    for (const event of await trail(org.organizationId, ["campaign.staged"])) {
      const told = {
        type: "campaign.staged",
        subject: { kind: "campaign", id: campaign.id, name: "" },
        detail: event.detail,
      };
      await reactions["campaign.staged"]?.({ organizationId: org.organizationId, event: told as never });
    }
  }
}

describe("a schedule of reviews", () => {
  it("opens a review on its date, stages it and starts it, with the system as actor and its cause on record", async () => {
    const { scheduleId, nextAt } = await define();
    await sweep();
    expect(await campaigns()).toEqual([]);
    inDays(2);
    await sweep();
    await work();
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    expect(campaign).toMatchObject({
      state: "running",
      name: expect.stringMatching(/^Weekly review, \d+ \w+ \d{4}$/),
      createdById: null,
      startedById: null,
      cause: { kind: "schedule", scheduleId, dueAt: nextAt, missed: 0, startsItself: true },
    });
    const opened = await inTenant(org.organizationId, "read", (tx) =>
      tx.auditEvent.findFirst({ where: { type: "campaign.opened" } }),
    );
    expect(opened).toMatchObject({ actorKind: "system", subjectId: campaign?.id });
    const [started] = await trail(org.organizationId, ["campaign.started"]);
    expect(started?.detail.notify).toEqual([org.owner.userId]);
    const schedule = await getSchedule(org.admin, { scheduleId });
    expect(schedule.reviews).toEqual([
      { id: campaign?.id, name: campaign?.name, state: "running", dueAt: nextAt },
    ]);
    expect(new Date(schedule.nextAt ?? 0).getTime()).toBeGreaterThan(new Date(nextAt).getTime());
  });

  it("opens one review for one date, however many workers look at the same time", async () => {
    const { scheduleId } = await define();
    inDays(2);
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDueReview(system(), { scheduleId })));
    expect(opened.filter(({ campaignId }) => campaignId !== null)).toHaveLength(1);
    await sweep();
    expect(await campaigns()).toHaveLength(1);
  });

  it("catches up with one review, for the last date, when nobody was there on several", async () => {
    const { scheduleId, nextAt } = await define();
    const now = inDays(30);
    await sweep();
    await sweep();
    const [campaign, ...more] = await campaigns();
    expect(more).toEqual([]);
    const cause = campaign?.cause as { missed: number; dueAt: string };
    expect(cause.missed).toBe(4);
    expect(new Date(cause.dueAt).getTime()).toBeGreaterThan(new Date(nextAt).getTime());
    const schedule = await getSchedule(org.admin, { scheduleId });
    expect(new Date(schedule.nextAt ?? 0).getTime()).toBeGreaterThan(now.getTime());
  });

  it("waits for a person where nobody could answer for a part of it, and tells them why", async () => {
    await define();
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: { in: [org.owner.userId] } }, data: { isActive: false } }),
    );
    await inTenant(org.organizationId, "write", (tx) =>
      tx.reviewSchedule.updateMany({
        data: {
          definition: { ...DEFINITION, fallback: { kind: "person", userId: org.owner.userId } } as never,
        },
      }),
    );
    inDays(2);
    await sweep();
    await work();
    expect((await campaigns()).map(({ state }) => state)).toEqual(["staged"]);
    const [event] = await trail(org.organizationId, ["campaign.not_started"]);
    expect(event?.detail).toMatchObject({
      reason: expect.stringMatching(/Nobody could answer/),
      notify: [org.admin.userId],
    });
  });

  it("waits for a person where its definition names somebody who has left since", async () => {
    await define({
      definition: {
        ...DEFINITION,
        stages: [
          {
            name: "Owners",
            reviewers: [{ kind: "owner" }, { kind: "person", userId: org.member.userId }],
            days: 3,
          },
        ],
      },
    });
    await deactivateUser(org.admin, { userId: org.member.userId });
    inDays(2);
    await sweep();
    await work();
    expect((await campaigns()).map(({ state }) => state)).toEqual(["staged"]);
    const [event] = await trail(org.organizationId, ["campaign.not_started"]);
    expect(event?.detail.notify).toEqual([org.admin.userId]);
  });

  it("waits for a person where somebody would have more than can be looked at", async () => {
    await define({
      definition: {
        ...DEFINITION,
        stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 1 }],
        fallback: { kind: "role", role: "admin" },
      },
    });
    await insertServers(org, 41);
    inDays(2);
    await sweep();
    await work();
    const [event] = await trail(org.organizationId, ["campaign.not_started"]);
    expect(event?.detail.reason).toMatch(/^One reviewer has more than 40 items a day/);
  });

  it("leaves it staged where a person is to start it, and tells whoever defined it", async () => {
    await define({ startsItself: false });
    inDays(2);
    await sweep();
    await work();
    expect((await campaigns()).map(({ state }) => state)).toEqual(["staged"]);
    const [event] = await trail(org.organizationId, ["campaign.staged"]);
    expect(event?.detail.notify).toEqual([org.admin.userId]);
  });

  it("passes a date over while the review before it still waits to be started", async () => {
    const { scheduleId } = await define({ startsItself: false });
    inDays(2);
    await sweep();
    inDays(9);
    await sweep();
    expect(await campaigns()).toHaveLength(1);
    const [event] = await trail(org.organizationId, ["review_schedule.skipped"]);
    expect(event?.detail).toMatchObject({ notify: [org.admin.userId] });
    expect((await getSchedule(org.admin, { scheduleId })).state).toBe("active");
  });

  it("opens nothing while it is paused, and goes on with the next date when it is resumed", async () => {
    const { scheduleId, version } = await define();
    const paused = await pauseSchedule(org.admin, { scheduleId, version });
    inDays(9);
    await sweep();
    expect(await campaigns()).toEqual([]);
    const resumed = await resumeSchedule(org.admin, paused);
    await sweep();
    expect(await campaigns()).toEqual([]);
    inDays(16);
    await sweep();
    expect(await campaigns()).toHaveLength(1);
    await expect(resumeSchedule(org.admin, resumed)).rejects.toMatchObject({ code: "refused" });
  });

  it("is over when its rule is, and begins again when that changes", async () => {
    const once = { ...weekly(), rule: "FREQ=WEEKLY;COUNT=1" };
    const { scheduleId } = await define({ recurrence: once });
    inDays(2);
    await sweep();
    const over = await getSchedule(org.admin, { scheduleId });
    expect(over).toMatchObject({ state: "over", nextAt: null, nextDates: [] });
    const edit = { scheduleId, version: over.version, definition: DEFINITION as never };
    await expect(changeSchedule(org.admin, { ...edit, recurrence: once })).rejects.toMatchObject({
      code: "invalid",
    });
    await changeSchedule(org.admin, { ...edit, recurrence: weekly() });
    expect((await getSchedule(org.admin, { scheduleId })).nextDates).toHaveLength(5);
  });

  it("is deleted with its reviews left as they are", async () => {
    const { scheduleId } = await define();
    inDays(2);
    await sweep();
    const { version } = await getSchedule(org.admin, { scheduleId });
    await expect(deleteSchedule(org.admin, { scheduleId, version: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await deleteSchedule(org.admin, { scheduleId, version });
    expect((await listSchedules(org.admin, {})).items).toEqual([]);
    expect(await campaigns()).toHaveLength(1);
    const [event] = await trail(org.organizationId, ["review_schedule.deleted"]);
    expect(event?.detail.recurrence).toMatchObject({ rule: "FREQ=WEEKLY" });
  });

  it("is nobody else's: not another organization's, nor for who may not manage reviews", async () => {
    const { scheduleId, version } = await define();
    const other = await newOrganization();
    await expect(getSchedule(other.admin, { scheduleId })).rejects.toMatchObject({ code: "not_found" });
    await expect(pauseSchedule(other.admin, { scheduleId, version })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(pauseSchedule(org.owner, { scheduleId, version })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the database", () => {
  const draft = (cause: object) =>
    inTenant(org.organizationId, "write", (tx) =>
      tx.campaign.create({
        data: {
          organizationId: org.organizationId,
          id: "00000000-0000-7000-8000-000000000001",
          name: "Made up",
          purpose: "",
          state: "draft",
          definition: DEFINITION as never,
          cause,
          createdAt: new Date(),
        },
      }),
    );

  it("refuses a review in the name of a schedule that does not ask for it now", async () => {
    const { scheduleId, nextAt } = await define();
    const cause = { kind: "schedule", scheduleId, name: "", dueAt: nextAt, missed: 0, startsItself: true };
    for (const made of [
      { ...cause, scheduleId: "00000000-0000-7000-8000-000000000002" },
      { ...cause, dueAt: new Date(Date.parse(nextAt) - 1).toISOString() },
      { kind: "owner_left" },
    ]) {
      await expect(draft(made)).rejects.toMatchObject({ code: "refused" });
    }
  });

  it("lets nobody start a review that is not to start by itself without being named", async () => {
    await define({ startsItself: false });
    inDays(2);
    await sweep();
    await work();
    const forced = inTenant(org.organizationId, "write", (tx) =>
      tx.campaign.updateMany({
        data: { state: "running", startedAt: new Date(), dueAt: new Date(), stageEndsAt: new Date() },
      }),
    );
    await expect(forced).rejects.toMatchObject({ code: "refused" });
  });
});
