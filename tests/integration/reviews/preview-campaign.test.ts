import "#tests/setup/use-test-database.ts";
import { beforeAll, expect, test } from "vitest";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { startCampaign } from "#lib/reviews/commands/start-campaign.ts";
import { previewCampaign } from "#lib/reviews/queries/preview-campaign.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

test("says that there is nothing to review before anything is granted", async () => {
  const preview = await previewCampaign(org.admin, { slug: server.slug });
  expect(preview.grants.total).toBe(0);
  expect(preview.problems).toEqual(["Ticket desk has no grants in force, so there is nothing to review."]);
});

test("is kept from whoever may not start a review", async () => {
  const asked = previewCampaign(org.owner, { slug: server.slug });
  await expect(asked).rejects.toMatchObject({ code: "forbidden" });
});

test("does not see another organization's server", async () => {
  const other = await newOrganization();
  const asked = previewCampaign(other.admin, { slug: server.slug });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
});

test("counts what a start then freezes, and names who answers", async () => {
  await enableRefund(org, server);
  const preview = await previewCampaign(org.admin, { slug: server.slug });
  expect(preview.grants).toEqual({ total: 2, tools: 1, scopes: 0, access: 1 });
  expect(preview.reviewers).toEqual([{ id: org.owner.userId, name: org.owner.name, items: 2 }]);
  expect(preview.problems).toEqual([]);
  const started = await startCampaign(org.admin, { slug: server.slug, noResponse: "keep" });
  expect(started.items).toBe(preview.grants.total);
});

test("turns to the backup owner when the owner is gone", async () => {
  const left = await newOrganization();
  const theirs = await newGovernedServer(left);
  await enableRefund(left, theirs);
  await deactivateUser(left.admin, { userId: left.owner.userId });
  const preview = await previewCampaign(left.admin, { slug: theirs.slug });
  expect(preview.reviewers).toEqual([{ id: left.admin.userId, name: left.admin.name, items: 2 }]);
});
