import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { endStage } from "#lib/reviews/commands/end-stage.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { exportEvidence } from "#lib/reviews/export-evidence.ts";
import { exportItemsCsv } from "#lib/reviews/export-items.ts";
import { sweeps } from "#lib/reviews/jobs.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getCampaignProgress } from "#lib/reviews/queries/get-campaign-progress.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { listMyReviewItems } from "#lib/reviews/queries/list-my-review-items.ts";
import { listReassignments } from "#lib/reviews/queries/list-reassignments.ts";
import { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerAtOnce } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;
let campaignId: string;

beforeEach(async () => {
  org = await newOrganization();
  await putInForce(org, {
    reviewPace: { minimumSeconds: { low: 1, medium: 3, high: 10 }, samplePercent: 100 },
  });
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  ({ campaignId } = await runningReview(org, { subjects: ["tool"] }));
});

const theItem = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignItem.findFirstOrThrow({ where: { campaignId } }));
const standing = (itemId: string) =>
  inTenant(
    org.organizationId,
    "read",
    (tx) => tx.$queryRaw<{ decision: string; decided_by_id: string }[]>`
      select decision::text, decided_by_id from standing_answer(current_organization_id(), ${itemId}::uuid)`,
  );

async function later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const at = Date.now() + seconds * 1_000;
  const restore = setClock(() => new Date(at));
  try {
    return await work();
  } finally {
    restore();
  }
}

const lookAgain = () =>
  later(60, async () => sweeps.find(({ name }) => name === "second-looks")?.run(org.organizationId));

async function answerFast() {
  const { id: itemId, version } = await theItem();
  return answerAtOnce(org.owner, { itemId, version, decision: "keep", reason: "Used daily." });
}

const WHY = "Used by the desk every day.";

/** Answered by the owner as fast as can be, and drawn: the administrator is to look again. */
async function askedAgain(decision: "keep" | "revoke" = "keep") {
  const { id: itemId, version } = await theItem();
  await answerAtOnce(org.owner, { itemId, version, decision, reason: WHY });
  await lookAgain();
  return theItem();
}

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const refusal = {
  code: "refused",
  message: expect.stringMatching(/without knowing what was answered before/),
};

describe("a second look", () => {
  it("is on record as passed on, with its notice, in the review and in its evidence", async () => {
    await askedAgain();
    const { items } = await listReassignments(org.auditor, { campaignId });
    expect(items).toMatchObject([
      {
        kind: "second_look",
        items: 1,
        from: { name: "Owner" },
        to: { name: "Admin" },
        by: null,
        reason: null,
      },
    ]);
    const notices = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaignNotice.findMany({ where: { campaignId }, orderBy: { id: "asc" } }),
    );
    expect(notices.map(({ kind, personId, items }) => [kind, personId, items])).toEqual([
      ["assignment", org.owner.userId, 1],
      ["assignment", org.admin.userId, 1],
    ]);
    const pack = await evidenceText(org.auditor, campaignId);
    expect(pack).toContain('"because":"second_look"');
    const { checks } = await verifyText(pack);
    expect(checks.filter(({ holds }) => holds === false)).toEqual([]);
  });

  it("is told to the delegate of who is away", async () => {
    const today = new Date().toISOString().slice(0, 10);
    await setAbsence(org.admin, { delegateId: org.member.userId, startsOn: today, endsOn: today });
    await askedAgain();
    const [event] = await trail(org.organizationId, ["campaign.items_sampled"]);
    expect(event?.detail).toMatchObject({ notify: [org.member.userId] });
    await expect(getClose(org.member, { campaignId })).rejects.toMatchObject(refusal);
  });
});

describe("a stage that ends", () => {
  const twoStages = () =>
    runningReview(org, {
      subjects: ["tool"],
      stages: [
        { name: "Owners", reviewers: [{ kind: "owner" }], days: 7 },
        { name: "Administrators", reviewers: [{ kind: "role", role: "admin" }], days: 7, takes: "kept" },
      ],
    });

  it("by hand draws what is due first, and does not end while that waits", async () => {
    ({ campaignId } = await twoStages());
    const { id: itemId, version } = await theItem();
    await answerAtOnce(org.owner, { itemId, version, decision: "revoke", reason: WHY });
    const ended = later(60, () => endStage(org.admin, { campaignId, stage: 1 }));
    await expect(ended).rejects.toThrow(/1 item of this stage waits for an answer/);
    expect(await theItem()).toMatchObject({ stage: 1, decision: "revoke", sampledAt: null });
  });

  it("by its time takes what waits for a second look on, though the next stage takes only what was kept", async () => {
    ({ campaignId } = await twoStages());
    const { id: itemId, version } = await theItem();
    await answerAtOnce(org.owner, { itemId, version, decision: "revoke", reason: WHY });
    const steward = systemActor(org.organizationId, "test");
    await later(8 * 86_400, () => endStage(steward, { campaignId, stage: 1 }));
    expect(await theItem()).toMatchObject({ stage: 2, decision: "undecided", reviewerId: org.admin.userId });
    const told = await trail(org.organizationId, ["campaign.stage_ended", "campaign.items_sampled"]);
    expect(told.map(({ type }) => type)).toEqual(["campaign.stage_ended", "campaign.items_sampled"]);
  });
});

describe("whoever looks a second time does not learn the first answer", () => {
  it("from what closing would end, nor by closing", async () => {
    await askedAgain("revoke");
    await expect(listRemovals(org.admin, { campaignId })).rejects.toMatchObject(refusal);
    await expect(getClose(org.admin, { campaignId })).rejects.toMatchObject(refusal);
    expect((await getCampaign(org.admin, { campaignId })).closing).toBeNull();
    await expect(closeCampaign(org.admin, { campaignId })).rejects.toMatchObject(refusal);
    const inHand = { removals: 0, lastAnswerId: "" };
    const brake = { campaignId, answer: "confirm", reason: "Looked at it.", ...inHand } as const;
    await expect(answerBrake(org.admin, brake)).rejects.toMatchObject(refusal);
  });

  it("from the evidence, in any format", async () => {
    await askedAgain();
    for (const format of ["json", "csv", "pdf"] as const) {
      await expect(exportEvidence(org.admin, { campaignId, format })).rejects.toMatchObject(refusal);
    }
  });

  it("from the lists of items, the file of them, and the item itself", async () => {
    const { id: itemId } = await askedAgain();
    const listed = await listReviewItems(org.admin, { campaignId });
    expect(listed.items).toMatchObject([
      { decision: "undecided", reason: null, change: null, decidedBy: null, decidedAt: null },
    ]);
    for (const decision of ["keep", "revoke", "change"] as const) {
      expect((await listReviewItems(org.admin, { campaignId, decision: [decision] })).items).toEqual([]);
    }
    const seen = [
      JSON.stringify(listed),
      JSON.stringify(await listMyReviewItems(org.admin, {})),
      JSON.stringify(await getReviewItem(org.admin, { itemId })),
      await textOf(await exportItemsCsv(org.admin, { campaignId })),
    ];
    for (const text of seen) expect(text).not.toContain(WHY);
  });

  it("from figures, which are the same whatever it was", async () => {
    const figures = async () => {
      const { totals, standing } = await getCampaignHead(org.admin, { campaignId });
      const { parts, teams, reviewers, answered, open } = await getCampaignProgress(org.admin, {
        campaignId,
      });
      const left = reviewers.items.map(({ name, items, answers, open: of }) => [name, items, answers, of]);
      const [row] = (await listCampaigns(org.admin, { state: "running" })).items.filter(
        ({ id }) => id === campaignId,
      );
      return { totals, standing, parts, teams, left, answered, open, progress: row?.progress };
    };
    await askedAgain("keep");
    const kept = await figures();
    ({ campaignId } = await runningReview(org, { subjects: ["tool"] }));
    await askedAgain("revoke");
    expect(await figures()).toEqual(kept);
  });

  it("from what happened to the server, unless they may read the whole trail", async () => {
    await askedAgain("revoke");
    const answered = async (by: typeof org.member) =>
      (await listServerHistory(by, { serverId: server.serverId, limit: 50 })).items.filter(
        ({ type }) => type === "campaign.item_decided",
      );
    const [seen] = await answered(org.member);
    expect(seen?.summary).toMatch(/answered for/);
    expect(JSON.stringify(seen)).not.toContain(WHY);
    expect((await answered(org.auditor))[0]?.summary).toMatch(/chose to revoke/);
  });

  it("while auditors do, and so do they once they have answered", async () => {
    const { id: itemId, version } = await askedAgain("revoke");
    expect((await listRemovals(org.auditor, { campaignId })).items).toHaveLength(1);
    expect(await evidenceText(org.auditor, campaignId)).toContain(WHY);
    await later(120, async () => {
      await answerAtOnce(org.admin, { itemId, version, decision: "keep", reason: "The desk needs it." });
      expect((await listRemovals(org.admin, { campaignId })).items).toEqual([]);
      expect(await evidenceText(org.admin, campaignId)).toContain(WHY);
    });
  });
});

describe("an answer that came too fast", () => {
  it("is noted on its record, with what was asked for; one with time is not", async () => {
    await answerFast();
    const { id: itemId, version } = await theItem();
    await later(12, () =>
      decideItem(org.owner, { itemId, version, decision: "keep", reason: "I looked again." }),
    );
    const records = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaignAnswer.findMany({ where: { itemId }, orderBy: { decidedAt: "asc" } }),
    );
    expect(records.map((one) => one.isHasty)).toEqual([true, false]);
    expect(records[0]?.shown).toMatchObject({ pace: { minimumSeconds: 10, samplePercent: 100 }, since: [] });
    await lookAgain();
    expect((await theItem()).sampledAt).toBeNull();
  });

  it("that was drawn goes to somebody else, who does not see it, and whose answer counts", async () => {
    await answerFast();
    await lookAgain();
    const item = await theItem();
    expect(item).toMatchObject({ decision: "undecided", reviewerId: org.admin.userId });
    expect(item.sampledAt).not.toBeNull();
    const seen = await getReviewItem(org.admin, { itemId: item.id });
    expect(seen).toMatchObject({ earlier: [], earlierHidden: 1, decision: "undecided" });
    const [event] = await trail(org.organizationId, ["campaign.items_sampled"]);
    expect(event?.detail).toMatchObject({ count: 1, notify: [org.admin.userId] });
    expect(await standing(item.id)).toMatchObject([{ decision: "keep", decided_by_id: org.owner.userId }]);
    const again = decideItem(org.owner, {
      itemId: item.id,
      version: item.version,
      decision: "keep",
      reason: "So.",
    });
    await expect(again).rejects.toMatchObject({ code: "forbidden" });
    await later(120, async () => {
      await openItem(org.admin, { itemId: item.id });
    });
    await later(180, () =>
      decideItem(org.admin, {
        itemId: item.id,
        version: item.version,
        decision: "revoke",
        reason: "Nobody calls it.",
      }),
    );
    expect(await standing(item.id)).toMatchObject([{ decision: "revoke", decided_by_id: org.admin.userId }]);
  });

  it("that was drawn stays so where the same person answers anew as fast", async () => {
    let at = Date.now();
    const restore = setClock(() => new Date(at));
    try {
      await answerFast();
      await putInForce(org, {
        reviewPace: { minimumSeconds: { low: 1, medium: 3, high: 10 }, samplePercent: 1 },
      });
      for (const reason of ["Used hourly.", "Used daily.", "Used weekly."]) {
        const { id: itemId, version } = await theItem();
        at += 1_000;
        await decideItem(org.owner, { itemId, version, decision: "keep", reason });
      }
    } finally {
      restore();
    }
    const records = await inTenant(org.organizationId, "read", (tx) => tx.campaignAnswer.findMany());
    expect(records.map(({ isDrawn }) => isDrawn)).toEqual([true, true, true, true]);
    await lookAgain();
    expect(await theItem()).toMatchObject({ decision: "undecided", reviewerId: org.admin.userId });
  });

  it("is looked at again once, however often the sweep runs", async () => {
    await answerFast();
    await Promise.allSettled([lookAgain(), lookAgain()]);
    await lookAgain();
    expect(await trail(org.organizationId, ["campaign.items_sampled"])).toHaveLength(1);
  });

  it("is nobody's to look at again while it can be taken back", async () => {
    await answerFast();
    await sweeps.find(({ name }) => name === "second-looks")?.run(org.organizationId);
    expect(await theItem()).toMatchObject({ decision: "keep", sampledAt: null });
  });
});
