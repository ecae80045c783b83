import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { askToStage } from "#lib/reviews/commands/ask-to-stage.ts";
import { copyCampaign } from "#lib/reviews/commands/copy-campaign.ts";
import { restartCampaign } from "#lib/reviews/commands/restart-campaign.ts";
import { stageCampaign } from "#lib/reviews/commands/stage-campaign.ts";
import { countScope } from "#lib/reviews/queries/count-scope.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { getDefinitionNames } from "#lib/reviews/queries/get-definition-names.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { enableRefund, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
const KEEPS = { low: "keep", medium: "keep", high: "keep" };

beforeEach(async () => {
  org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
});

const itemsOf = (campaignId: string) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );

async function staged(draft: { campaignId: string; version: number }) {
  await askToStage(org.admin, draft);
  await stageCampaign(systemActor(org.organizationId, "test"), { campaignId: draft.campaignId });
  return itemsOf(draft.campaignId);
}

describe("what nobody answered", () => {
  it("is asked again in a review of its own, as far as it still stands, and nothing else", async () => {
    const { campaignId } = await runningReview(org, { noResponse: KEEPS, name: "Third quarter" });
    const [server, access, tool] = await itemsOf(campaignId);
    if (server === undefined || access === undefined || tool === undefined) throw new Error("three items");
    await answerItem(org.owner, {
      itemId: access.id,
      version: access.version,
      decision: "keep",
      reason: "Used every day.",
    });
    await closeReview(org.admin, { campaignId });
    await revokeGrant(org.admin, { grantId: tool.subjectId, reason: "Not offered any more." });
    const next = await restartCampaign(org.admin, { campaignId });
    const head = await getCampaignHead(org.admin, next);
    expect(head.definition).toMatchObject({
      name: "Third quarter, asked again",
      scope: { unansweredIn: campaignId, serverIds: [] },
      stages: [{ name: "Owners" }],
    });
    expect((await getDefinitionNames(org.admin, next)).earlier).toBe("Third quarter");
    const { scope, subjects } = head.definition;
    expect((await countScope(org.admin, { scope, subjects })).things?.server.count).toBe(1);
    expect((await staged(next)).map((item) => item.subjectId)).toEqual([server.subjectId]);
    const events = await trail(org.organizationId, ["campaign.defined"]);
    expect(events.find(({ subject }) => subject.id === next.campaignId)?.detail.from).toBe(campaignId);
  });

  it("is asked again as what was carried on or replaced since, once each", async () => {
    const { campaignId } = await runningReview(org, { noResponse: KEEPS, subjects: ["access", "tool"] });
    await closeReview(org.admin, { campaignId });
    const serverId = (await itemsOf(campaignId))[0]?.serverId ?? "";
    for (const days of [60, 80]) {
      const standing = (await grantsOf(org, serverId)).filter(({ state }) => state === "active");
      const ask = { extendGrantIds: standing.map(({ id }) => id) };
      await approve(org.approver, (await askFor(org.owner, serverId, ask, days)).requestId);
    }
    const standing = (await grantsOf(org, serverId)).filter(({ state }) => state === "active");
    const next = await restartCampaign(org.admin, { campaignId });
    const { scope, subjects } = (await getCampaignHead(org.admin, next)).definition;
    const counted = (await countScope(org.admin, { scope, subjects })).things;
    expect([counted?.access.count, counted?.tool.count]).toEqual([1, 1]);
    expect((await staged(next)).map((item) => item.subjectId).sort()).toEqual(
      standing.map(({ id }) => id).sort(),
    );
  });

  it("is not asked again while it can still be answered, nor where everything was", async () => {
    const { campaignId } = await runningReview(org, { noResponse: KEEPS, subjects: ["access"] });
    await expect(restartCampaign(org.admin, { campaignId })).rejects.toMatchObject({ code: "refused" });
    const [access] = await itemsOf(campaignId);
    if (access === undefined) throw new Error("one item");
    await answerItem(org.owner, {
      itemId: access.id,
      version: access.version,
      decision: "keep",
      reason: "Used every day.",
    });
    await closeReview(org.admin, { campaignId });
    await expect(restartCampaign(org.admin, { campaignId })).rejects.toMatchObject({
      publicMessage: "Everything in it was answered.",
    });
  });

  it("is nobody else's to ask about", async () => {
    const { campaignId } = await runningReview(org, { noResponse: KEEPS });
    const other = await newOrganization();
    await expect(restartCampaign(other.admin, { campaignId })).rejects.toMatchObject({ code: "not_found" });
    await expect(restartCampaign(org.owner, { campaignId })).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("copies what a review asked, whatever became of it, and finds its own population", async () => {
  const { campaignId } = await runningReview(org, { subjects: ["server"] });
  await newGovernedServer(org, "development", "late-desk");
  const copy = await copyCampaign(org.admin, { campaignId, name: "Fourth quarter" });
  expect((await getCampaignHead(org.admin, copy)).definition).toMatchObject({
    name: "Fourth quarter",
    subjects: ["server"],
  });
  expect(await staged(copy)).toHaveLength(2);
});
