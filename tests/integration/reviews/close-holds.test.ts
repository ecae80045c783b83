import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { failRemoval } from "#lib/reviews/commands/fail-removal.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { carryOutClose, closeNow } from "#tests/factories/close-review.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let campaignId: string;

/** A review that is being closed, and of which everything stays. */
beforeEach(async () => {
  org = await newOrganization();
  await enableRefund(org, await newGovernedServer(org));
  const noResponse = { low: "keep", medium: "keep", high: "keep" };
  ({ campaignId } = await runningReview(org, { subjects: ["access", "tool"], noResponse }));
  await closeNow(org.admin, { campaignId });
});

const items = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignItem.findMany({ where: { campaignId } }));

describe("a close that something is in the way of", () => {
  it("calls nothing a failed removal that was to stay", async () => {
    const steward = systemActor(org.organizationId, "test");
    await expect(failRemoval(steward, { campaignId, reason: "Not written." })).rejects.toThrow(
      /nothing was to be carried out/,
    );
    for (const item of await items()) expect(item).toMatchObject({ attempts: 0, nextAttemptAt: null });
    await carryOutClose(org.organizationId, campaignId);
    expect(await getCampaignHead(org.admin, { campaignId })).toMatchObject({ state: "closed" });
  });

  it("seals no figures but those that were counted", async () => {
    await asOwner(
      `insert into campaign_tally (organization_id, campaign_id, reviewer_id, team, risk, subject_kind, stage, decision, outcome, count)
       select organization_id, id, gen_random_uuid(), '', 'low', 'tool', 1, 'keep', 'not_needed', 1 from campaign where id = $1`,
      [campaignId],
    );
    await expect(carryOutClose(org.organizationId, campaignId)).rejects.toThrow(/not sealed/);
    expect(await getCampaignHead(org.admin, { campaignId })).toMatchObject({
      state: "closing",
      evidenceHash: null,
    });
  });
});
