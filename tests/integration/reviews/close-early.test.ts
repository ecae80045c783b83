import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { answerBrake } from "#lib/reviews/commands/answer-brake.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getClose } from "#lib/reviews/queries/get-close.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { carryOutClose, confirmClose } from "#tests/factories/close-review.ts";
import { evidencePack, evidenceText, verifyText } from "#tests/factories/evidence.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { answerAtOnce, answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let campaignId: string;
const DAY_MS = 86_400_000;
const KEEP = { low: "keep", medium: "keep", high: "keep" };
const TWO_STAGES = [
  { name: "Owners", reviewers: [{ kind: "owner" }], days: 14 },
  { name: "Administrators", reviewers: [{ kind: "role", role: "admin" }], days: 7, takes: "all" },
];
const reason = "The server goes away tomorrow.";

beforeEach(async () => {
  org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
});
afterEach(() => setClock(() => new Date()));

const review = async (parts: object = {}) => {
  ({ campaignId } = await runningReview(org, { subjects: ["access", "tool"], noResponse: KEEP, ...parts }));
};
const days = (count: number) => setClock(() => new Date(Date.now() + count * DAY_MS));

async function answerAll(how: typeof answerAtOnce, by: PersonActor = org.owner) {
  const items = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId } }),
  );
  for (const { id, version } of items) {
    await how(by, { itemId: id, version, decision: "keep", reason: "Used daily." });
  }
}

const forge = (set: string) =>
  inTenant(org.organizationId, "write", (tx) =>
    tx.$executeRawUnsafe(`update campaign set ${set} where id = '${campaignId}'`),
  );

const refusal = (publicMessage: RegExp) => ({ code: "refused", publicMessage });

describe("a close that skips something", () => {
  it("says what, asks for a reason, and keeps both in its event, its evidence and its head", async () => {
    await review({ stages: TWO_STAGES });
    const words = "Stage 2 of 2 has not begun; 2 things wait for an answer.";
    expect((await getClose(org.admin, { campaignId })).skipped).toMatchObject({ words, waiting: 2 });
    for (const given of [undefined, "Because."]) {
      const close = closeCampaign(org.admin, { campaignId, reason: given });
      await expect(close).rejects.toMatchObject(refusal(/Stage 2 of 2 has not begun; 2 things wait/));
    }
    await closeCampaign(org.admin, { campaignId, reason });
    const [closing] = await trail(org.organizationId, ["campaign.closing"]);
    expect(closing?.detail).toMatchObject({ reason, skipped: { stage: 1, stages: 2, waiting: 2 } });
    await carryOutClose(org.organizationId, campaignId);
    const { closedEarly } = await getCampaignHead(org.admin, { campaignId });
    expect(closedEarly).toEqual({
      reason,
      words: "Stage 2 of 2 had not begun; 2 things waited for an answer.",
    });
    const { campaign } = await evidencePack(org.auditor, campaignId);
    expect(campaign).toMatchObject({
      earlyReason: reason,
      skipped: { stage: 1, waiting: 2, secondLooks: 0 },
    });
    expect((await verifyText(await evidenceText(org.auditor, campaignId))).holds).toBe(true);
  });

  it("is none where everything is answered in the last stage, or its time is up", async () => {
    await review();
    await answerAll(answerItem);
    expect((await getClose(org.admin, { campaignId })).skipped).toBeNull();
    expect(await closeCampaign(org.admin, { campaignId, reason })).toMatchObject({ state: "closing" });
    expect((await getCampaignHead(org.admin, { campaignId })).closedEarly).toBeNull();
    await carryOutClose(org.organizationId, campaignId);
    expect((await evidencePack(org.auditor, campaignId)).campaign).not.toHaveProperty("earlyReason");
    await review();
    days(15);
    expect(await closeCampaign(org.admin, { campaignId })).toMatchObject({ state: "closing" });
  });

  it("is one where everything is answered, and a later stage has not begun", async () => {
    await review({ stages: TWO_STAGES });
    await answerAll(answerItem);
    const close = closeCampaign(org.admin, { campaignId });
    await expect(close).rejects.toMatchObject(refusal(/Stage 2 of 2 has not begun\. Say why/));
  });

  it("is not begun past the application without its reason, and what it skipped is the database's to say", async () => {
    await review({ stages: TWO_STAGES });
    for (const set of ["", ", early_reason = 'So.'"]) {
      const forged = forge(`state = 'closing', closing_at = now()${set}`);
      await expect(forged).rejects.toMatchObject(refusal(/Closing now skips something/));
    }
    await expect(forge(`early_reason = '${reason}'`)).rejects.toMatchObject(refusal(/never rewritten/));
    await expect(forge("skipped = '{}'")).rejects.toThrow();
    await closeCampaign(org.admin, { campaignId, reason });
    await expect(forge("early_reason = 'Another reason.'")).rejects.toMatchObject(refusal(/never rewritten/));
  });
});

describe("second looks", () => {
  let second: PersonActor;
  beforeEach(async () => {
    second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
    // Second looks go to the manager of whoever answered.
    await inTenant(org.organizationId, "write", (tx) =>
      tx.user.updateMany({ where: { id: org.owner.userId }, data: { managerId: org.approver.userId } }),
    );
    await putInForce(org, {
      reviewPace: { minimumSeconds: { low: 10, medium: 10, high: 10 }, samplePercent: 100 },
    });
    await review();
    await answerAll(answerAtOnce);
  });

  it("are not closed away by one person: drawn, asked for, or past the review's end", async () => {
    const close = closeCampaign(org.admin, { campaignId });
    await expect(close).rejects.toMatchObject(refusal(/2 things wait for a second look/));
    for (const inDays of [0.1, 25]) {
      days(inDays);
      const begun = await closeCampaign(org.admin, { campaignId, reason });
      expect(begun).toMatchObject({ state: "waiting", effect: { removals: 0, secondLooks: 2 } });
      const own = confirmClose(org.admin, campaignId);
      await expect(own).rejects.toMatchObject({ code: "refused" });
      await answerBrake(org.admin, { campaignId, answer: "withdraw", reason: "Too early." });
    }
    // Whoever was asked for a second look was asked when the close was.
    expect(await trail(org.organizationId, ["campaign.items_sampled"])).toHaveLength(1);
    const forged = forge(`state = 'closing', closing_at = now(), early_reason = '${reason}'`);
    await expect(forged).rejects.toMatchObject(refusal(/want a second look/));
  });

  it("are skipped where another administrator confirms it, with the reason on record", async () => {
    const third = await newPerson(org.organizationId, "Third admin", ["admin", "member"]);
    await closeCampaign(second, { campaignId, reason });
    await confirmClose(third, campaignId, { reason: "They are on leave." });
    await carryOutClose(org.organizationId, campaignId);
    const { records, campaign } = await evidencePack(org.auditor, campaignId);
    expect(campaign).toMatchObject({ earlyReason: reason, skipped: { secondLooks: 2, waiting: 0 } });
    const brake = records.find(({ record }) => record.kind === "brake");
    expect(brake?.record).toMatchObject({ secondLooks: 2, serversOff: 0, earlyReason: reason });
    expect((await verifyText(await evidenceText(org.auditor, campaignId))).holds).toBe(true);
  });
});
