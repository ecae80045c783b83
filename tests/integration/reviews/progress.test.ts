import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, describe, expect, it } from "vitest";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { exportItemsCsv } from "#lib/reviews/export-items.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviews } from "#lib/reviews/queries/list-my-reviews.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

const running = () => runningReview(org, { subjects: ["access", "tool"] });

async function answerFirst(campaignId: string) {
  const { items } = await listReviewItems(org.owner, { campaignId, decision: ["undecided"] });
  const [item] = items;
  if (item === undefined) throw new Error("something waits");
  const { id: itemId, version } = item;
  await answerItem(org.owner, { itemId, version, decision: "keep", reason: "Used every day." } as never);
}

describe("a review's progress", () => {
  it("tells by reviewer, team, risk and day what is answered and what waits", async () => {
    const { campaignId } = await running();
    const before = await getCampaignProgress(org.auditor, { campaignId });
    expect(before).toMatchObject({
      items: 2,
      answered: 0,
      open: 2,
      openHigh: 2,
      isLate: false,
      perDay: 0,
      doneAt: null,
    });
    expect(before.reviewers.items).toMatchObject([
      { name: org.owner.name, items: 2, open: 2, answers: 0, lastAt: null, standing: "not_begun" },
    ]);
    await answerFirst(campaignId);
    const after = await getCampaignProgress(org.auditor, { campaignId });
    expect(after).toMatchObject({
      answered: 1,
      open: 1,
      perDay: 1,
      given: { answers: 1, inBulk: 0 },
      teams: [{ team: "Support", items: 2, open: 1 }],
      days: [{ answers: 1 }],
    });
    expect(after.doneAt).not.toBeNull();
    expect(after.reviewers).toMatchObject({ all: 1, withOpen: 1, nextCursor: null });
    expect(after.reviewers.items).toMatchObject([{ open: 1, answers: 1, standing: "at_it" }]);
  });

  it("says who is late once the time of the stage is up", async () => {
    const { campaignId } = await running();
    const restore = setClock(() => addDays(new Date(), 15));
    const progress = await getCampaignProgress(org.admin, { campaignId }).finally(restore);
    expect(progress.isLate).toBe(true);
    expect(progress.reviewers.items).toMatchObject([{ standing: "late" }]);
  });

  it("is nobody else's", async () => {
    const { campaignId } = await running();
    const other = await newOrganization();
    await expect(getCampaignProgress(other.admin, { campaignId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("cannot be forged: the application neither writes nor changes what was answered on a day", async () => {
    const { campaignId } = await running();
    await answerFirst(campaignId);
    const forged = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`update campaign_day set hasty = 0 where campaign_id = ${campaignId}::uuid`,
    );
    await expect(forged).rejects.toThrow();
  });
});

describe("one's own reviews", () => {
  it("are to do while something is left, and done with what became of it", async () => {
    const { campaignId } = await running();
    await answerFirst(campaignId);
    const toDo = await listMyReviews(org.owner, {});
    expect(toDo.items).toMatchObject([
      { id: campaignId, items: 2, open: 1, openHigh: 1, kept: 1, isLate: false },
    ]);
    expect((await listMyReviews(org.owner, { which: "done" })).items).toEqual([]);
    await answerFirst(campaignId);
    expect((await listMyReviews(org.owner, {})).items).toEqual([]);
    await closeReview(org.admin, { campaignId });
    const done = await listMyReviews(org.owner, { which: "done" });
    expect(done.items).toMatchObject([{ id: campaignId, state: "closed", items: 2, open: 0, kept: 2 }]);
  });

  it("are nobody else's", async () => {
    await running();
    expect((await listMyReviews(org.member, {})).items).toEqual([]);
  });
});

describe("reviews of somebody who is away", () => {
  it("are to do for whoever answers in their place", async () => {
    const { campaignId } = await running();
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(org.owner, { delegateId: org.approver.userId, startsOn: today, endsOn: today });
    const { items } = await listMyReviews(org.approver, {});
    expect(items).toMatchObject([{ id: campaignId, open: 2 }]);
    expect((await listMyReviews(org.approver, { which: "done" })).items).toEqual([]);
  });
});

describe("a review's items as a file", () => {
  it("has every item that the question finds, and is in the trail before the first one leaves", async () => {
    const { campaignId } = await running();
    await answerFirst(campaignId);
    const text = async (question: object) => {
      let all = "";
      for await (const piece of await exportItemsCsv(org.auditor, { campaignId, ...question })) all += piece;
      return all.trim().split("\r\n");
    };
    const [head, ...rows] = await text({});
    expect(head).toContain('"position","kind","name","server","risk"');
    expect(rows).toHaveLength(2);
    expect(rows.some((row) => row.includes('"keep","Used every day."'))).toBe(true);
    expect(await text({ decision: ["undecided"] })).toHaveLength(2);
    expect(await trail(org.organizationId, ["campaign.items_exported"])).toHaveLength(2);
  });
});

describe("the list of reviews", () => {
  const namesOf = async (by: PersonActor, question: Parameters<typeof listCampaigns>[1]) =>
    (await listCampaigns(by, question)).items.map(({ name }) => name);

  it("is narrowed by state, by what somebody is to a review, and by words", async () => {
    await runningReview(org, { name: "Tools of spring", subjects: ["tool"] });
    await runningReview(org, {
      name: "Access of autumn",
      purpose: "50%_of the year",
      subjects: ["access"],
      signerId: org.approver.userId,
    });
    const both = ["Access of autumn", "Tools of spring"];
    expect(await namesOf(org.admin, { states: ["running"] })).toEqual(both);
    expect(await namesOf(org.admin, { states: ["draft", "closed"] })).toEqual([]);
    expect(await namesOf(org.admin, { q: "SPRING" })).toEqual(["Tools of spring"]);
    expect(await namesOf(org.admin, { q: "50%_of" })).toEqual(["Access of autumn"]);
    expect(await namesOf(org.admin, { q: "%" })).toEqual(["Access of autumn"]);
    expect(await namesOf(org.owner, { whose: "reviews" })).toEqual(both);
    expect(await namesOf(org.member, { whose: "reviews" })).toEqual([]);
    expect(await namesOf(org.approver, { whose: "signs" })).toEqual(["Access of autumn"]);
    expect(await namesOf(org.admin, { whose: "signs" })).toEqual(["Tools of spring"]);
    expect(await namesOf(org.admin, { whose: "defined" })).toEqual(both);
    expect(await namesOf(org.owner, { whose: "defined" })).toEqual([]);
    expect((await listCampaigns(org.owner, { whose: "reviews", q: "autumn" })).total).toEqual({
      count: 1,
      isEstimate: false,
    });
  });

  it("has those where somebody answers for who is away", async () => {
    const { campaignId } = await running();
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(org.owner, { delegateId: org.approver.userId, startsOn: today, endsOn: today });
    const { items } = await listCampaigns(org.approver, { whose: "reviews" });
    expect(items.map(({ id }) => id)).toEqual([campaignId]);
  });
});
