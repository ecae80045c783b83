import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { insertServers } from "#tests/factories/many-servers.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { reviewOfServer, runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let serverId: string;
const KEEPS = { low: "keep", medium: "keep", high: "keep" };

beforeEach(async () => {
  org = await newOrganization();
  const server = await newGovernedServer(org);
  ({ serverId } = server);
  await enableRefund(org, server);
});

const history = async (of: string) => {
  const { items } = await listServerHistory(org.auditor, { serverId: of, kind: "reviews" });
  return items.map(({ summary }) => summary);
};

it("a review of few servers stands in the history of each, as it starts and as it is closed", async () => {
  const [other = ""] = await insertServers(org, 1);
  const { campaignId } = await runningReview(org, { subjects: ["server"], noResponse: KEEPS });
  await closeReview(org.admin, { campaignId });
  for (const [id, name] of [
    [serverId, "Ticket desk"],
    [other, "Server 1"],
  ] as const) {
    expect(await history(id)).toEqual([
      expect.stringMatching(new RegExp(`closed the review Quarterly review, which asked about ${name}$`)),
      expect.stringMatching(new RegExp(`started the review Quarterly review, which asks about ${name}$`)),
    ]);
  }
});

it("a review of many servers says nothing in their histories, and is found by each of them", async () => {
  await insertServers(org, 20);
  const { campaignId } = await runningReview(org, { subjects: ["server"] });
  expect(await history(serverId)).toEqual([]);
  const { items, total } = await listCampaigns(org.auditor, { serverId });
  expect(items).toMatchObject([{ id: campaignId, server: null }]);
  expect(total.count).toBe(1);
});

it("reviews are found by the servers they ask about, and by no other", async () => {
  const [other = ""] = await insertServers(org, 1);
  const { campaignId } = await reviewOfServer(org, serverId);
  expect((await listCampaigns(org.auditor, { serverId })).items).toMatchObject([
    { id: campaignId, server: { id: serverId, slug: expect.any(String) } },
  ]);
  expect((await listCampaigns(org.auditor, { serverId: other })).items).toEqual([]);
});

it("two reviews may ask about one server at the same time", async () => {
  await reviewOfServer(org, serverId);
  await reviewOfServer(org, serverId);
  expect((await listCampaigns(org.auditor, { serverId, state: "running" })).total.count).toBe(2);
});

it("no review runs without having been staged, whoever writes it", async () => {
  const { campaignId } = await reviewOfServer(org, serverId);
  const forged = inTenant(org.organizationId, "write", async (tx) => {
    await tx.$executeRaw`
      insert into campaign (organization_id, id, name, purpose, state, definition, created_by_id, created_at)
      select organization_id, '00000000-0000-7000-8000-000000000001', name, purpose, 'draft', definition, created_by_id, now()
      from campaign where id = ${campaignId}::uuid`;
    await tx.$executeRaw`
      update campaign set state = 'running', started_by_id = created_by_id, started_at = now(), due_at = now(), stage_ends_at = now()
      where id = '00000000-0000-7000-8000-000000000001'`;
  });
  await expect(forged).rejects.toMatchObject({ code: "refused" });
});
