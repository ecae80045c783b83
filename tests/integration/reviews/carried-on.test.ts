import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, expect, it, vi } from "vitest";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidencePack } from "#tests/factories/evidence.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
});

async function reviewOf(environment: "production" | "development", noResponse: "keep" | "revoke" = "keep") {
  server = await newGovernedServer(org, environment);
  await enableRefund(org, server);
  const { campaignId } = await reviewOfServer(org, server.serverId, noResponse);
  return campaignId;
}

async function answerAll(
  campaignId: string,
  decision: "keep" | "revoke" | "change",
  change?: { days: number },
) {
  const { items } = await listReviewItems(org.owner, { campaignId });
  for (const { id: itemId, version } of items) {
    const given = { decision, reason: "Nobody uses it.", ...(change === undefined ? {} : { change }) };
    await answerItem(org.owner, { itemId, version, ...given });
  }
}

const inForce = async () => (await grantsOf(org, server.serverId)).filter(({ state }) => state === "active");
const extendAll = async (days = 60) => {
  const extendGrantIds = (await inForce()).map(({ id }) => id);
  return (await askFor(org.owner, server.serverId, { extendGrantIds }, days)).requestId;
};

async function expectAllRemoved(campaignId: string) {
  expect((await getCampaign(org.admin, { campaignId })).closing).toMatchObject({ removals: 2 });
  const { totals } = await closeReview(org.admin, { campaignId, acknowledgedRemovals: 2 });
  expect(totals).toMatchObject({ removals: 2, applied: 2, failed: 0, notNeeded: 0 });
  expect(await inForce()).toEqual([]);
  expect(await toolState(org.organizationId, server.serverId, server.refundId)).not.toBe("enabled");
}

it.each(["before", "after"] as const)(
  "“revoke” removes what was extended %s the answer, however often",
  async (when) => {
    const campaignId = await reviewOf("production");
    if (when === "after") await answerAll(campaignId, "revoke");
    await approve(org.approver, await extendAll(60));
    await approve(org.approver, await extendAll(80));
    if (when === "before") await answerAll(campaignId, "revoke");
    const { items } = await listReviewItems(org.owner, { campaignId });
    expect(items).toMatchObject([
      { statusNow: "active", isCarriedOn: true },
      { statusNow: "active", isCarriedOn: true },
    ]);
    const newer = (await inForce()).map(({ id }) => id);
    await expectAllRemoved(campaignId);
    const told = await trail(org.organizationId, ["campaign.item_applied"]);
    expect(told.flatMap(({ detail }) => detail.removedIds).sort()).toEqual(newer.sort());
    const pack = await evidencePack(org.auditor, campaignId);
    for (const { item } of pack.items) {
      expect(item).toMatchObject({
        outcome: "applied",
        outcomeDetail: expect.stringContaining("newer grant"),
      });
    }
  },
);

it("what was to end by a day that has passed is removed too where it was extended after that day", async () => {
  const campaignId = await reviewOf("production");
  await answerAll(campaignId, "change", { days: 1 });
  const restore = setClock(() => addDays(new Date(), 2));
  try {
    await approve(org.approver, await extendAll(60));
    expect(await inForce()).toHaveLength(2);
    const { totals } = await closeReview(org.admin, { campaignId });
    expect(totals).toMatchObject({ changed: 2, failed: 0 });
  } finally {
    restore();
  }
  expect(await inForce()).toEqual([]);
  expect(await toolState(org.organizationId, server.serverId, server.refundId)).not.toBe("enabled");
  expect(await trail(org.organizationId, ["campaign.item_postponed"])).toEqual([]);
  const items = await inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, select: { outcomeDetail: true } }),
  );
  for (const { outcomeDetail } of items) {
    expect(outcomeDetail).toBe(
      "Decided: changed. Looked at afterwards, the newer grant in its place has ended.",
    );
  }
});

it("what was to end by a day that is still to come ends on it where it was extended", async () => {
  const campaignId = await reviewOf("production");
  await answerAll(campaignId, "change", { days: 3 });
  await approve(org.approver, await extendAll(60));
  await closeReview(org.admin, { campaignId });
  const ends = (await inForce()).map(({ expiresAt }) => expiresAt.getTime());
  expect(ends).toHaveLength(2);
  for (const end of ends) expect(end).toBeLessThanOrEqual(addDays(new Date(), 3).getTime());
});

it("what nobody answered is removed after a move to production too", async () => {
  const campaignId = await reviewOf("development", "revoke");
  const { requestId } = await askFor(org.owner, server.serverId, { moveTo: "production" }, 30);
  await approve(org.approver, requestId);
  expect((await inForce()).map(({ approvedEnvironment }) => approvedEnvironment)).toEqual([
    "production",
    "production",
  ]);
  await expectAllRemoved(campaignId);
});

it("a renewal, a re-approval after a change and broken glass stand in the place of what they replaced", async () => {
  const campaignId = await reviewOf("production");
  await answerAll(campaignId, "revoke");
  const renewal = await askFor(org.owner, server.serverId, {
    toolIds: [server.refundId],
    consumerIds: [server.consumerId],
  });
  await approve(org.approver, renewal.requestId);
  await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
  await deliverEvents(org.organizationId);
  await glassInForce(org);
  await breakForRefund(org.owner, server);
  await expectAllRemoved(campaignId);
});

it("“keep” keeps what was extended, and an approval long after the end is no continuation", async () => {
  const kept = await reviewOf("production");
  await answerAll(kept, "keep");
  await approve(org.approver, await extendAll());
  const { totals } = await closeReview(org.admin, { campaignId: kept });
  expect(totals).toMatchObject({ kept: 2, removals: 0 });
  expect(await inForce()).toHaveLength(2);
  const { items } = await listReviewItems(org.admin, { campaignId: kept });
  expect(items[0]?.outcomeDetail).toBe("Decided: the newer grant in its place stays as it is.");

  const { campaignId } = await reviewOfServer(org, server.serverId, "revoke");
  await closeReview(org.admin, { campaignId });
  const again = await reviewAfterNewApproval();
  const closed = await closeReview(org.admin, { campaignId: again });
  expect(closed.totals).toMatchObject({ removals: 2, applied: 2 });
});

async function reviewAfterNewApproval() {
  const { requestId } = await askForRefund(org.owner, server);
  await approve(org.approver, requestId);
  const { campaignId } = await reviewOfServer(org, server.serverId, "revoke");
  return campaignId;
}

it("an extension approved in the very moment of the close does not outlive it", async () => {
  const campaignId = await reviewOf("production");
  await answerAll(campaignId, "revoke");
  const requestId = await extendAll();
  let both: Promise<unknown> = Promise.resolve();
  await inTenant(org.organizationId, "write", async (tx) => {
    const [first] = await inForce();
    await tx.$queryRaw`select 1 from grants where id = ${first?.id ?? ""}::uuid for update`;
    const extension = approve(org.approver, requestId);
    await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
    both = Promise.allSettled([extension, closeReview(org.admin, { campaignId })]);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  await both;
  const { state, totals } = await getCampaign(org.admin, { campaignId });
  // Either the close said that somebody was faster, or nothing is left.
  if (state === "running") await closeReview(org.admin, { campaignId });
  else expect(totals).toMatchObject({ applied: 2 });
  expect(await inForce()).toEqual([]);
});
