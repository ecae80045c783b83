import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { inTenant } from "#lib/kernel/db.ts";
import { campaignScope, type ReviewSubject } from "#lib/reviews/campaign-definition.ts";
import { whyNotCounted } from "#lib/reviews/counts-as-review.ts";
import { newOrganization } from "#tests/factories/organization.ts";

const ALL: ReviewSubject[] = ["server", "access", "credential", "scope", "tool"];
const CASES: readonly [ReviewSubject[], object, string | null][] = [
  [ALL, {}, null],
  [["access", "scope", "tool"], { servers: { environment: ["production"] } }, null],
  [["tool"], {}, "leaves out scopes or access"],
  [["server", "credential"], {}, "leaves out tools, scopes, or access"],
  [ALL, { grantedWithinDays: 30 }, "asks only about what was granted lately"],
  [["access", "scope"], { unusedForDays: 30 }, "leaves out tools and asks only about what is not used"],
  [
    ALL,
    { unansweredIn: "01900000-0000-7000-8000-000000000000" },
    "asks only about what nobody answered before",
  ],
];

it.each(CASES)(
  "says of %j with %j what the database will do at the close",
  async (subjects, narrowed, why) => {
    const { organizationId } = await newOrganization();
    const definition = { subjects, scope: campaignScope.parse(narrowed) };
    expect(whyNotCounted(definition)).toBe(why);
    const [row] = await inTenant(
      organizationId,
      "read",
      (tx) => tx.$queryRaw<{ counts: boolean }[]>`
      select reviews_whole_servers(${JSON.stringify(definition)}::jsonb) as counts`,
    );
    expect(row?.counts).toBe(why === null);
  },
);
