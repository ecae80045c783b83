import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { saveAnswer } from "#lib/reviews/answer-store.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let manager: PersonActor;

const STAGES = [
  { name: "Owners", reviewers: [{ kind: "owner" }], days: 14 },
  { name: "Managers", reviewers: [{ kind: "manager" }], days: 7, takes: "kept" },
];

afterEach(() => setClock(() => new Date()));

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  manager = await newPerson(org.organizationId, "Manager", ["member"]);
  await asOwner("update users set manager_id = $1 where id = $2", [manager.userId, org.owner.userId]);
});

const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );
const campaignOf = (id: string) =>
  inTenant(org.organizationId, "read", (tx) => tx.campaign.findFirstOrThrow({ where: { id } }));
const tallyOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignTally.findMany({ where: { campaignId, count: { gt: 0 } } }),
  );

/** Server, access and tool, asked of the owner; the manager next. */
const review = (parts: Parameters<typeof runningReview>[1] = {}) =>
  runningReview(org, { stages: STAGES, ...parts });

async function answerAll(campaignId: string, decisions: readonly ("keep" | "revoke")[], by = org.owner) {
  const items = await itemsOf(campaignId);
  for (const [index, decision] of decisions.entries()) {
    const item = items[index];
    if (item === undefined) throw new Error("no such item");
    await answerItem(by, {
      itemId: item.id,
      decision,
      reason: `Because of ${index}.`,
      version: item.version,
      ...(item.subjectKind === "server" && decision === "keep" ? { answers: GOES_ON } : {}),
    });
  }
}

/** As the application's role could, if no rule stood before the database. */
const answerPastTheRules = (item: Awaited<ReturnType<typeof itemsOf>>[number], decidedForId: string) =>
  inTenant(org.organizationId, "write", async (tx) => {
    const now = new Date();
    const openedAt = new Date(now.getTime() - 60_000);
    const { organizationId } = org;
    const of = { itemId: item.id, userId: org.owner.userId, campaignId: item.campaignId };
    await tx.campaignOpening.createMany({
      data: [{ organizationId, ...of, openedAt }],
      skipDuplicates: true,
    });
    const opening = await tx.campaignOpening.findFirstOrThrow({ where: of });
    await saveAnswer(tx, organizationId, item, {
      id: newId(now),
      decision: "keep",
      reason: "Still right.",
      change: null,
      answers: null,
      decidedById: org.owner.userId,
      decidedForId,
      decidedAt: now,
      shown: null,
      openedAt: opening.openedAt,
      isHasty: false,
      isDrawn: false,
    });
  });

describe("the end of a stage", () => {
  it("by hand, when all is answered, hands on what the next stage takes, to its reviewers, to be answered anew", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["keep", "revoke", "keep"]);
    expect(await endStage(org.admin, { campaignId, stage: 1 })).toMatchObject({ stage: 2 });

    const items = await itemsOf(campaignId);
    expect(
      items.map(({ stage, decision, standing, reviewerId }) => [stage, decision, standing, reviewerId]),
    ).toEqual([
      [2, "undecided", "keep", manager.userId],
      [1, "revoke", null, org.owner.userId],
      [2, "undecided", "keep", manager.userId],
    ]);
    expect((await tallyOf(campaignId)).map((row) => [row.stage, row.decision, row.standing]).sort()).toEqual([
      [1, "revoke", "undecided"],
      [2, "undecided", "keep"],
      [2, "undecided", "keep"],
    ]);
    const campaign = await campaignOf(campaignId);
    expect(campaign).toMatchObject({ stage: 2, state: "running" });
    const [ended, opened] = await trail(org.organizationId, [
      "campaign.stage_ended",
      "campaign.stage_opened",
    ]);
    expect(ended?.detail).toMatchObject({ stage: 1, answered: 3, unanswered: 0, moved: 2, endedEarly: true });
    expect(opened?.detail).toMatchObject({ stage: 2, items: 2, notify: [manager.userId] });
  });

  it("is when its answers are due, also where the review goes on after it", async () => {
    const { campaignId } = await review();
    const { stageEndsAt, dueAt } = await campaignOf(campaignId);
    expect(stageEndsAt?.getTime()).toBeLessThan(dueAt?.getTime() ?? 0);
    const { items } = await listMyReviewItems(org.owner, {});
    expect(new Set(items.map(({ campaign }) => campaign.dueAt))).toEqual(
      new Set([stageEndsAt?.toISOString()]),
    );
    expect((await listMyReviewItems(org.owner, { limit: 1 })).nextCursor).not.toBeNull();
    setClock(() => addDays(new Date(), 15));
    expect((await listMyReviewItems(org.owner, {})).items.every(({ campaign }) => campaign.isOverdue)).toBe(
      true,
    );
  });

  it("is refused while something waits and there is time, and after the last", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["keep", "keep"]);
    await expect(endStage(org.admin, { campaignId, stage: 1 })).rejects.toMatchObject({ code: "refused" });
    await expect(endStage(org.owner, { campaignId, stage: 1 })).rejects.toMatchObject({ code: "forbidden" });
    const single = await runningReview(org, { subjects: ["tool"] });
    await expect(endStage(org.admin, { campaignId: single.campaignId, stage: 1 })).rejects.toThrow(
      /last stage/,
    );
  });

  it("by the clock takes along what nobody answered; who was asked before cannot answer any more", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["revoke"]);
    const before = await itemsOf(campaignId);
    setClock(() => addDays(new Date(), 15));
    await followUpReviews(org.organizationId);
    const items = await itemsOf(campaignId);
    expect(items.map(({ stage, decision, standing }) => [stage, decision, standing])).toEqual([
      [1, "revoke", null],
      [2, "undecided", null],
      [2, "undecided", null],
    ]);
    const [kept, moved] = items;
    const late = {
      itemId: moved?.id ?? "",
      decision: "keep",
      reason: "Late.",
      version: moved?.version ?? 0,
    } as const;
    await expect(decideItem(org.owner, late)).rejects.toMatchObject({ code: "forbidden" });
    const anew = {
      itemId: kept?.id ?? "",
      decision: "keep",
      reason: "No.",
      version: kept?.version ?? 0,
    } as const;
    await expect(decideItem(org.owner, anew)).rejects.toThrow(/stage in which this was asked is over/);
    expect(before.map(({ facts, factsHash }) => [facts, factsHash])).toEqual(
      items.map(({ facts, factsHash }) => [facts, factsHash]),
    );
    await followUpReviews(org.organizationId);
    expect(await trail(org.organizationId, ["campaign.stage_ended"])).toHaveLength(1);
  });

  it("of two who end it at once, ends it once", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["keep", "keep", "keep"]);
    const both = await Promise.allSettled([
      endStage(org.admin, { campaignId, stage: 1 }),
      endStage(org.admin, { campaignId, stage: 1 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await campaignOf(campaignId)).stage).toBe(2);
  });

  it("prefers another person for the next stage, and never who gains", async () => {
    const both = { kind: "person", userId: org.owner.userId };
    const second = { ...STAGES[1], reviewers: [both, { kind: "person", userId: org.member.userId }] };
    const { campaignId } = await review({ stages: [STAGES[0], second] });
    await answerAll(campaignId, ["keep", "keep", "keep"]);
    await endStage(org.admin, { campaignId, stage: 1 });
    const items = await itemsOf(campaignId);
    // The member owns the agent whose access the second item is, so the fallback has it.
    expect(items.map(({ reviewerId }) => reviewerId)).toEqual([
      org.member.userId,
      org.admin.userId,
      org.member.userId,
    ]);
  });
});

describe("what was answered before", () => {
  it("stands where the later stage gave no answer, and is replaced where it did", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["keep", "revoke", "keep"]);
    await endStage(org.admin, { campaignId, stage: 1 });
    const [first] = await itemsOf(campaignId);
    if (first === undefined) throw new Error("no item");
    await answerItem(manager, {
      itemId: first.id,
      decision: "revoke",
      reason: "Not needed.",
      version: first.version,
    });
    await closeReview(org.admin, { campaignId }, await newPerson(org.organizationId, "Second", ["admin"]));
    const [settled] = await trail(org.organizationId, ["campaign.settled"]);
    expect(settled?.detail).toMatchObject({ campaignId, items: 1 });
    const items = await itemsOf(campaignId);
    expect(items.map(({ decision, decidedById, reason }) => [decision, decidedById, reason])).toEqual([
      ["revoke", manager.userId, "Not needed."],
      ["revoke", org.owner.userId, "Because of 1."],
      ["keep", org.owner.userId, "Because of 2."],
    ]);
  });

  it("is not for the application's role to write: neither stage, nor reviewer, nor what stands", async () => {
    const { campaignId } = await review();
    await answerAll(campaignId, ["keep"]);
    for (const change of [
      "stage = 2",
      `reviewer_id = '${org.member.userId}'`,
      "standing = 'keep'",
      "escalated = 3",
    ]) {
      const forged = inTenant(org.organizationId, "write", (tx) =>
        tx.$executeRawUnsafe(`update campaign_item set ${change} where campaign_id = '${campaignId}'`),
      );
      await expect(forged).rejects.toThrow(/permission denied/);
    }
    const early = inTenant(org.organizationId, "write", (tx) =>
      tx.$executeRawUnsafe(
        `update campaign set stage = 2, stage_started_at = now() where id = '${campaignId}'`,
      ),
    );
    await expect(early).rejects.toThrow(/neither over nor answered|time is over or everything/);
  });
});

describe("somebody who is away", () => {
  it("is answered for by their delegate, on record as both, while they are away and no longer", async () => {
    const { campaignId } = await review({ subjects: ["server", "tool"] });
    const [first, second] = await itemsOf(campaignId);
    if (first === undefined || second === undefined) throw new Error("no items");
    const input = {
      itemId: second.id,
      decision: "revoke",
      reason: "Idle.",
      version: second.version,
    } as const;
    await expect(answerItem(org.member, input)).rejects.toMatchObject({
      code: expect.stringMatching(/refused|forbidden/),
    });
    const today = new Date().toISOString().slice(0, 10);
    const ends = addDays(new Date(), 3).toISOString().slice(0, 10);
    await setAbsence(org.owner, { delegateId: org.member.userId, startsOn: today, endsOn: ends });
    await answerItem(org.member, input);
    expect((await itemsOf(campaignId))[1]).toMatchObject({
      decision: "revoke",
      decidedById: org.member.userId,
      decidedForId: org.owner.userId,
    });
    const [event] = (await trail(org.organizationId, ["campaign.item_decided"])).slice(-1);
    expect(event?.detail).toMatchObject({ inPlaceOf: "Owner" });
    setClock(() => addDays(new Date(), 6));
    const late = { itemId: first.id, decision: "revoke", reason: "Idle.", version: first.version } as const;
    await expect(decideItem(org.member, late)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is not answered for by who answered in an earlier stage, also where the rules would let them", async () => {
    const { campaignId } = await review({ subjects: ["tool"] });
    await answerAll(campaignId, ["keep"]);
    await endStage(org.admin, { campaignId, stage: 1 });
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(manager, { delegateId: org.owner.userId, startsOn: today, endsOn: today });
    const [item] = await itemsOf(campaignId);
    if (item === undefined) throw new Error("no item");
    expect(item).toMatchObject({ stage: 2, reviewerId: manager.userId });
    const input = {
      itemId: item.id,
      decision: "keep",
      reason: "Still right.",
      version: item.version,
    } as const;
    await expect(decideItem(org.owner, input)).rejects.toThrow(/You answered this before/);
    expect((await getReviewItem(org.owner, { itemId: item.id })).allowed.keep).toMatch(
      /answered this before/,
    );
    expect(await listMyReviewItems(org.owner, {})).toMatchObject({ items: [], total: { count: 0 } });
    expect((await listMyReviewItems(manager, {})).total.count).toBe(1);
    await expect(answerPastTheRules(item, manager.userId)).rejects.toThrow(
      /answered this before, so somebody else/,
    );
    await answerItem(manager, input);
  });

  it("is not answered for by who gains by it", async () => {
    const { campaignId } = await review({ subjects: ["access"] });
    const [item] = await itemsOf(campaignId);
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(org.owner, { delegateId: org.member.userId, startsOn: today, endsOn: today });
    const input = { itemId: item?.id ?? "", decision: "keep", reason: "Mine.", version: 1 } as const;
    await expect(decideItem(org.member, input)).rejects.toThrow(/You own this consumer/);
  });
});
