import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { countReviewCoverage } from "#lib/inventory/queries/count-review-coverage.ts";
import { listReviewCoverage } from "#lib/inventory/queries/list-review-coverage.ts";
import { enableRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
let late: string;
let soon: string;

beforeEach(async () => {
  org = await newOrganization();
  const first = await newGovernedServer(org);
  await enableRefund(org, first);
  late = first.slug;
  soon = (await newGovernedServer(org, "development", "other-desk")).slug;
  const due = "update server set next_review_on = current_date + $2::int where id = $1";
  await asOwner(due, [first.serverId, -3]);
  await asOwner(
    "update server set next_review_on = current_date + 10 where slug = $1 and organization_id = $2",
    [soon, org.organizationId],
  );
});

it("lists servers in use, the longest overdue first, with what the policy asks of each", async () => {
  const { items, total } = await listReviewCoverage(org.auditor, {});
  expect(total).toEqual({ count: 2, isEstimate: false });
  expect(items).toMatchObject([
    { slug: late, everyDays: 90, overdueDays: 3, lastReviewedOn: null, environment: "production" },
    { slug: soon, everyDays: 365, overdueDays: 0, impact: null, environment: "development" },
  ]);
  expect(items[0]?.impact).not.toBeNull();
});

it("pages and filters as the servers list does", async () => {
  const first = await listReviewCoverage(org.auditor, { limit: 1 });
  expect(first.items.map(({ slug }) => slug)).toEqual([late]);
  const second = await listReviewCoverage(org.auditor, { limit: 1, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ slug: soon }], nextCursor: null });
  const overdue = await listReviewCoverage(org.auditor, { review: "overdue" });
  expect(overdue.items.map(({ slug }) => slug)).toEqual([late]);
  const never = await listReviewCoverage(org.auditor, { lastReview: "never", sort: "last_review" });
  expect(never.items).toHaveLength(2);
  expect((await listReviewCoverage(org.auditor, { lastReview: "90d" })).items).toEqual([]);
});

it("counts what is overdue, due soon and was never reviewed, over all and by environment", async () => {
  const counted = (count: number) => ({ count, isEstimate: false });
  expect(await countReviewCoverage(org.auditor, {})).toEqual({
    inUse: 2,
    overdue: 1,
    dueSoon: 1,
    neverReviewed: 2,
    warnDays: 14,
    suspendAfterDays: null,
    byEnvironment: [
      { environment: "development", inUse: counted(1), overdue: counted(0), neverReviewed: counted(1) },
      { environment: "staging", inUse: counted(0), overdue: counted(0), neverReviewed: counted(0) },
      { environment: "production", inUse: counted(1), overdue: counted(1), neverReviewed: counted(1) },
    ],
  });
});
