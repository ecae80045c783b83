import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { openItem } from "#lib/reviews/commands/open-item.ts";
import { reassignItems } from "#lib/reviews/commands/reassign-items.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let campaignId: string;

/** The administrator owned the consumer when the review was frozen, and handed it over since. */
beforeEach(async () => {
  org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const { consumerId } = server;
  const second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
  await updateConsumer(second, { consumerId, ownerId: org.admin.userId });
  ({ campaignId } = await runningReview(org, { subjects: ["access"] }));
  await updateConsumer(org.admin, { consumerId, ownerId: org.member.userId });
});

const theItem = () =>
  inTenant(org.organizationId, "read", (tx) => tx.campaignItem.findFirstOrThrow({ where: { campaignId } }));
const toOneself = { toId: "", reason: "I know it best." };

/** Past every rule: nothing that Steward does gives it to them. */
const letItReach = (userId: string) =>
  asOwner("update campaign_item set reviewer_id = $1 where campaign_id = $2", [userId, campaignId]);

it("nobody takes up the access of what they handed over after the review was frozen", async () => {
  const { id } = await theItem();
  const taken = reassignItems(org.admin, { ...toOneself, toId: org.admin.userId, campaignId, itemIds: [id] });
  await expect(taken).rejects.toMatchObject({ code: "refused", publicMessage: /owns the consumer/ });
});

it("nor with all that waits for somebody", async () => {
  const order = { ...toOneself, toId: org.admin.userId, campaignId, fromId: org.owner.userId };
  await expect(reassignItems(org.admin, order)).rejects.toMatchObject({
    code: "refused",
    publicMessage: /gains by it/,
  });
  expect(await theItem()).toMatchObject({ reviewerId: org.owner.userId });
});

it("nor answers for it, however it came to them", async () => {
  await letItReach(org.admin.userId);
  const { id, reviewerId } = await theItem();
  expect(reviewerId).toBe(org.admin.userId);
  await expect(openItem(org.admin, { itemId: id })).rejects.toMatchObject({
    code: "refused",
    publicMessage: /You owned this consumer when the review was frozen/,
  });
});

it("nor by raw SQL", async () => {
  await letItReach(org.admin.userId);
  const { id } = await theItem();
  const forged = inTenant(
    org.organizationId,
    "write",
    (tx) => tx.$executeRaw`
      with item as (update campaign_item set decision = 'keep', reason = 'Mine.', decided_by_id = reviewer_id, decided_at = now(),
        version = version + 1 where id = ${id}::uuid returning *)
      insert into campaign_answer (organization_id, id, campaign_id, item_id, stage, decision, reason, decided_by_id, decided_at)
      select organization_id, uuidv7(), campaign_id, id, stage, decision, reason, decided_by_id, decided_at from item`,
  );
  await expect(forged).rejects.toMatchObject({ code: "refused", publicMessage: /You own this consumer/ });
});
