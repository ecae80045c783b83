import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeOverdueReview } from "#lib/reviews/commands/close-overdue-review.ts";
import { defineSchedule } from "#lib/reviews/commands/define-schedule.ts";
import { deleteSchedule } from "#lib/reviews/commands/delete-schedule.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { carryOutClose, closeNow, closeReview, confirmClose } from "#tests/factories/close-review.ts";
import { deliverEvents, enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let second: PersonActor;
let campaignId: string;

/** Eight things, of which nobody answers for any: all would be cut off. */
beforeEach(async () => {
  org = await newOrganization();
  second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  await copyAccess(org, server, 6);
  const noResponse = { low: "revoke", medium: "revoke", high: "revoke" };
  ({ campaignId } = await runningReview(org, { subjects: ["access", "tool"], noResponse }));
});

const state = async () => (await getCampaignHead(org.admin, { campaignId })).state;
const confirm = (who: PersonActor, more: object = {}) => confirmClose(who, campaignId, more);

const keepOne = (position: number) => answerOne(position, { decision: "keep", reason: "Needed." });

type Answer = Omit<Parameters<typeof answerItem>[1], "itemId" | "version">;

async function answerOne(position: number, given: Answer) {
  const [item] = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId, position } }),
  );
  if (item === undefined) throw new Error("no item");
  await answerItem(org.owner, { itemId: item.id, version: item.version, ...given });
}

/** As the application's role, past the application. */
const raw = (sql: (tx: Parameters<Parameters<typeof inTenant>[2]>[0]) => Promise<unknown>) =>
  inTenant(org.organizationId, "write", sql);

const forgeClose = (closingAt: Date) =>
  raw(
    (tx) =>
      tx.$executeRaw`update campaign set state = 'closing', closing_at = ${closingAt}, early_reason = 'Forged all the same.'
      where id = ${campaignId}::uuid`,
  );

const forgeConfirmation = (who: PersonActor) =>
  raw(
    (tx) =>
      tx.$executeRaw`update campaign_brake set answer = 'confirmed', answered_by_id = ${who.userId}::uuid,
      answered_at = now(), reason = 'So.' where campaign_id = ${campaignId}::uuid`,
  );

/** Past every guard, as it may have been kept before there was one. */
const keptAs = (table: "campaign" | "campaign_item", set: string) =>
  asOwner(`alter table ${table} disable trigger user;
    update ${table} set ${set} where ${table === "campaign" ? "id" : "campaign_id"} = '${campaignId}';
    alter table ${table} enable trigger user`);

describe("a close that would cut more than its share", () => {
  it("ends nothing, and asks the other administrators", async () => {
    const begun = await closeNow(org.admin, { campaignId });
    expect(begun).toMatchObject({ state: "waiting", effect: { removals: 8, inForce: 8, percent: 20 } });
    expect(await state()).toBe("running");
    await deliverEvents(org.organizationId);
    const [braked] = await trail(org.organizationId, ["campaign.close_braked"]);
    expect(braked?.detail.notify).toEqual([second.userId]);
    await expect(closeNow(second, { campaignId })).rejects.toMatchObject({ code: "refused" });
    expect((await listMyNotices(org.owner, {})).items.map(({ kind }) => kind)).not.toContain(
      "campaign.close_braked",
    );
  });

  it("says when nobody is there who could confirm it", async () => {
    expect((await getClose(org.admin, { campaignId })).hasSecond).toBe(true);
    await asOwner("delete from role_assignment where user_id = $1 and role = 'admin'", [second.userId]);
    expect((await getClose(org.admin, { campaignId })).hasSecond).toBe(false);
    await closeNow(org.admin, { campaignId });
    expect((await getClose(org.admin, { campaignId })).hasSecond).toBe(false);
  });

  it("is confirmed by another administrator, never by whoever asked", async () => {
    await closeNow(org.admin, { campaignId });
    await expect(confirm(org.admin)).rejects.toMatchObject({
      code: "refused",
      publicMessage: /You asked to close it/,
    });
    await expect(confirm(org.owner)).rejects.toMatchObject({ code: "forbidden" });
    expect(await confirm(second)).toMatchObject({ state: "closing" });
    await carryOutClose(org.organizationId, campaignId);
    expect((await getCampaignHead(org.admin, { campaignId })).totals).toMatchObject({
      removals: 8,
      applied: 8,
    });
    const [closing] = await trail(org.organizationId, ["campaign.closing"]);
    expect(closing?.detail).toMatchObject({
      askedById: org.admin.userId,
      confirmedById: second.userId,
      removals: 8,
    });
  });

  it("is declined, or taken back by whoever asked, and runs on", async () => {
    await closeNow(org.admin, { campaignId });
    await answerBrake(second, { campaignId, answer: "decline", reason: "Half of it is in use." });
    expect(await state()).toBe("running");
    const [declined] = await trail(org.organizationId, ["campaign.close_declined"]);
    expect(declined?.detail.notify).toEqual([org.admin.userId]);
    await expect(confirm(second)).rejects.toMatchObject({ code: "refused" });
    await closeNow(org.admin, { campaignId });
    const withdraw = { campaignId, answer: "withdraw", reason: "Too early." } as const;
    await expect(answerBrake(second, withdraw)).rejects.toMatchObject({ code: "refused" });
    await answerBrake(org.admin, withdraw);
    expect(await state()).toBe("running");
  });

  it("is not confirmed on a list that is out of date", async () => {
    await keepOne(1);
    await closeNow(org.admin, { campaignId });
    const lastAnswerId = await inTenant(org.organizationId, "read", async (tx) => {
      const last = await tx.campaignAnswer.findFirst({ where: { campaignId }, orderBy: { id: "desc" } });
      return last?.id ?? "";
    });
    await keepOne(2);
    await expect(confirm(second, { lastAnswerId })).rejects.toMatchObject({
      publicMessage: /Somebody answered/,
    });
    await expect(confirm(second, { removals: 5 })).rejects.toMatchObject({
      publicMessage: /would now end 6 things, not 5/,
    });
    expect(await confirm(second, { removals: 6 })).toMatchObject({ state: "closing" });
  });

  it("needs nobody else where what it cuts is within its share", async () => {
    for (let position = 1; position <= 7; position += 1) await keepOne(position);
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ kept: 7, removals: 1, applied: 1 });
  });
});

describe("the share that one person may end", () => {
  it("is not asked for as more than half", async () => {
    const all = runningReview(org, { subjects: ["tool"], brakePercent: 51 });
    await expect(all).rejects.toMatchObject({ code: "invalid" });
  });

  it("is half where a review was kept with more", async () => {
    await keptAs("campaign", `definition = definition || '{"brakePercent": 100}'`);
    await expect(forgeClose(new Date())).rejects.toMatchObject({ publicMessage: /second person/ });
    const begun = await closeNow(org.admin, { campaignId });
    expect(begun).toMatchObject({ state: "waiting", effect: { removals: 8, inForce: 8, percent: 50 } });
    expect(await confirm(second)).toMatchObject({ state: "closing" });
  });
});

describe("what a review asked by itself", () => {
  const askItself = () => closeOverdueReview(systemActor(org.organizationId, "test"), { campaignId });
  const CLOSED_AFTER_A_DAY = { escalateAfterDays: null, closeAfterDays: 1 };

  beforeEach(async () => {
    const noResponse = { low: "revoke", medium: "revoke", high: "revoke" };
    const parts = { subjects: ["access", "tool"], noResponse, overdue: CLOSED_AFTER_A_DAY };
    ({ campaignId } = await runningReview(org, parts));
    setClock(() => new Date(Date.now() + 16 * 86_400_000));
  });
  afterEach(() => setClock(() => new Date()));

  it("is not confirmed by whoever defined it, who may decline", async () => {
    await askItself();
    await expect(confirm(org.admin)).rejects.toMatchObject({ publicMessage: /You wrote this review/ });
    const { allowed } = await getClose(org.admin, { campaignId });
    expect(allowed).toMatchObject({ confirm: expect.stringMatching(/You wrote/), decline: true });
    await expect(forgeConfirmation(org.admin)).rejects.toMatchObject({ publicMessage: /Whoever wrote/ });
    await answerBrake(org.admin, { campaignId, answer: "decline", reason: "Too early." });
    expect(await state()).toBe("running");
  });

  it("is confirmed by another", async () => {
    await askItself();
    expect(await confirm(second)).toMatchObject({ state: "closing" });
  });

  it("is not confirmed by whoever wrote its schedule, and by nobody once that is gone", async () => {
    const { definition } = await getCampaignHead(org.admin, { campaignId });
    const { scheduleId } = await defineSchedule(second, {
      definition,
      recurrence: { rule: "FREQ=MONTHLY", startsOn: "2099-01-01", atTime: "09:00", timeZone: "UTC" },
    });
    const cause = {
      kind: "schedule",
      scheduleId,
      name: "Monthly",
      dueAt: "2026-01-01T09:00:00.000Z",
      day: "2026-01-01",
      missed: 0,
      startsItself: true,
    };
    await keptAs("campaign", `created_by_id = null, cause = '${JSON.stringify(cause)}'`);
    await askItself();
    await expect(confirm(second)).rejects.toMatchObject({ publicMessage: /You wrote this review/ });
    await expect(forgeConfirmation(second)).rejects.toMatchObject({ publicMessage: /Whoever wrote/ });
    expect((await getClose(org.admin, { campaignId })).allowed.confirm).toBe(true);
    await deleteSchedule(second, { scheduleId, version: 1 });
    await expect(confirm(second)).rejects.toMatchObject({ publicMessage: /schedule that opened it is gone/ });
    await expect(forgeConfirmation(second)).rejects.toMatchObject({ code: "refused" });
    await answerBrake(second, { campaignId, answer: "decline", reason: "Asked anew by hand." });
    await closeNow(second, { campaignId });
    expect(await confirm(org.admin)).toMatchObject({ state: "closing" });
  });
});

describe("what was answered to end sooner", () => {
  beforeEach(async () => {
    const noResponse = { low: "keep", medium: "keep", high: "keep" };
    ({ campaignId } = await runningReview(org, { subjects: ["access", "tool"], noResponse }));
  });

  async function shortenSix(days: number) {
    for (let position = 1; position <= 6; position += 1) {
      await answerOne(position, { decision: "change", reason: "Sooner.", change: { days } });
    }
  }

  const six = { removals: 6, shortened: 6, inForce: 8 };

  it("is ended by the close where that is within a week, and takes a second person", async () => {
    await shortenSix(1);
    expect(await getClose(org.admin, { campaignId })).toMatchObject({ effect: six, kinds: [] });
    const { items } = await listRemovals(org.admin, { campaignId });
    expect(items.map(({ decision, endsAt }) => [decision, endsAt !== null])).toEqual(
      Array.from({ length: 6 }, () => ["change", true]),
    );
    for (const closingAt of [new Date(), new Date(0)]) {
      await expect(forgeClose(closingAt)).rejects.toMatchObject({ publicMessage: /second person/ });
    }
    expect(await closeNow(org.admin, { campaignId })).toMatchObject({ state: "waiting", effect: six });
    expect(await confirm(second, { removals: 6 })).toMatchObject({ state: "closing" });
    await carryOutClose(org.organizationId, campaignId);
    const { totals } = await getCampaignHead(org.admin, { campaignId });
    expect(totals).toMatchObject({ changed: 6, changeApplied: 6, removals: 0 });
  });

  it("is not where there is more time, until little of it is left", async () => {
    await shortenSix(8);
    expect((await getClose(org.admin, { campaignId })).effect).toMatchObject({ removals: 0, shortened: 0 });
    expect((await listRemovals(org.admin, { campaignId })).items).toEqual([]);
    const restore = setClock(() => new Date(Date.now() + 2 * 86_400_000));
    try {
      expect((await getClose(org.admin, { campaignId })).effect).toMatchObject(six);
    } finally {
      restore();
    }
    expect(await closeNow(org.admin, { campaignId })).toMatchObject({ state: "closing" });
  });

  it("counts as it was answered while it waits to be answered anew", async () => {
    await shortenSix(1);
    await keptAs(
      "campaign_item",
      `decision = 'undecided', standing = nullif(decision, 'undecided'), reason = null, change = null,
      decided_by_id = null, decided_for_id = null, decided_at = null`,
    );
    expect((await getClose(org.admin, { campaignId })).effect).toMatchObject(six);
    const { items } = await listRemovals(org.admin, { campaignId });
    expect(items.map(({ endsAt }) => endsAt === null)).toEqual(Array.from({ length: 6 }, () => false));
    await expect(forgeClose(new Date())).rejects.toMatchObject({ publicMessage: /second person/ });
  });
});

describe("the database itself", () => {
  const run = raw;

  it("closes nothing of such size without another's confirmation", async () => {
    const forged = run(
      (tx) =>
        tx.$executeRaw`update campaign set state = 'closing', closing_at = now() where id = ${campaignId}::uuid`,
    );
    await expect(forged).rejects.toMatchObject({ code: "refused", publicMessage: /second person/ });
    await closeNow(org.admin, { campaignId });
    const own = run(
      (tx) =>
        tx.$executeRaw`update campaign_brake set answer = 'confirmed', answered_by_id = ${org.admin.userId}::uuid,
        answered_at = now(), reason = 'So.' where campaign_id = ${campaignId}::uuid`,
    );
    await expect(own).rejects.toMatchObject({ code: "refused" });
    const anybody = run(
      (tx) =>
        tx.$executeRaw`update campaign_brake set answer = 'confirmed', answered_by_id = ${org.owner.userId}::uuid,
        answered_at = now(), reason = 'So.' where campaign_id = ${campaignId}::uuid`,
    );
    await expect(anybody).rejects.toMatchObject({ code: "refused" });
    const made = run(
      (tx) =>
        tx.$executeRaw`insert into campaign_brake (organization_id, id, campaign_id, asked_at, removals, in_force, percent,
          answer, answered_by_id, answered_at, reason)
        values (${org.organizationId}::uuid, ${newId()}::uuid, ${campaignId}::uuid, now(), 8, 8, 20,
          'confirmed', ${second.userId}::uuid, now(), 'So.')`,
    );
    await expect(made).rejects.toMatchObject({ code: "refused" });
  });

  it("takes no outcome for true that is not, and closes nothing that is not carried out", async () => {
    const early = run(
      (tx) =>
        tx.$executeRaw`update campaign_item set outcome = 'not_needed' where campaign_id = ${campaignId}::uuid`,
    );
    await expect(early).rejects.toMatchObject({ code: "refused" });
    await closeNow(org.admin, { campaignId });
    await confirm(second);
    for (const outcome of ["applied", "not_needed"]) {
      const forged = run(
        (tx) =>
          tx.$executeRaw`update campaign_item set outcome = ${outcome}::item_outcome, done_at = now(), verified_at = now()
          where campaign_id = ${campaignId}::uuid`,
      );
      await expect(forged).rejects.toMatchObject({ code: "refused" });
    }
    const closed = run(
      (tx) =>
        tx.$executeRaw`update campaign set state = 'closed', closed_at = now(), evidence_hash = 'x', evidence_format = 3
        where id = ${campaignId}::uuid`,
    );
    await expect(closed).rejects.toMatchObject({ code: "refused" });
    await carryOutClose(org.organizationId, campaignId);
    const rewritten = run(
      (tx) =>
        tx.$executeRaw`update campaign_item set outcome = 'failed' where campaign_id = ${campaignId}::uuid`,
    );
    await expect(rewritten).rejects.toMatchObject({ code: "refused" });
    const longer = run((tx) => tx.$executeRaw`update grants set expires_at = expires_at + interval '1 day'`);
    await expect(longer).rejects.toMatchObject({ code: "refused" });
  });
});
