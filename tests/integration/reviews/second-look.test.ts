import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decideItem } from "#lib/reviews/commands/decide-item.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { sweeps } from "#lib/reviews/jobs.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
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
  return answerItem(org.owner, { itemId, version, decision: "keep", reason: "Used daily." });
}

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
