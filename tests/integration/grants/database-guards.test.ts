import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  await reviewOfServer(org, server.serverId);
});

/** As the application's role, past the application. */
const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));

describe("the application's role", () => {
  it.each([
    "update grants set granted_at = now()",
    "update grants set tool_digest = 'other'",
    "update grants set consumer_id = null",
    "update grants set request_id = null",
    "delete from grants",
    "delete from campaign",
    "delete from campaign_item",
    "update campaign_item set facts = '{}'",
    "update campaign_item set risk = 'low'",
    "insert into campaign_item select * from campaign_item",
    "update campaign_answer set reason = 'other'",
    "update campaign_tally set count = 0",
  ])("may not: %s", async (statement) => {
    await expect(run(statement)).rejects.toThrow(/permission denied/);
  });

  it.each([
    "update campaign set population = '{}'",
    "update campaign set population_hash = 'other'",
    "update campaign set population_count = 1",
    `update campaign set definition = jsonb_set(definition, '{noResponse,high}', '"revoke"')`,
    "update campaign set state = 'draft'",
  ])("cannot rewrite a review that runs: %s", async (statement) => {
    await expect(run(statement)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(/frozen/),
    });
  });

  it("lets a grant end sooner, and never later", async () => {
    await run("update grants set expires_at = expires_at - interval '1 day'");
    // Within what was approved, so that nothing else refuses it.
    const longer = run("update grants set expires_at = expires_at + interval '1 hour'");
    await expect(longer).rejects.toMatchObject({ code: "refused", publicMessage: /only by a new approval/ });
  });

  it("cannot answer for somebody else, nor freeze a running review anew", async () => {
    const answers = `update campaign_item set decision = 'keep', decided_at = now(), decided_by_id = '${org.admin.userId}'`;
    await expect(run(answers)).rejects.toMatchObject({ code: "refused" });
    const again = "select stage_campaign_items(id, null, now(), now()) from campaign";
    await expect(run(again)).rejects.toMatchObject({ code: "refused" });
  });

  it("cannot bring back a grant that was revoked, nor date it anew", async () => {
    const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
    const grantId = items[0]?.id ?? "";
    await revokeGrant(org.owner, { grantId, reason: "The contract with the vendor ended." });
    for (const change of [
      "state = 'active', revoked_at = null",
      "revoked_at = now()",
      "state_reason = null",
    ]) {
      const attempt = run(`update grants set ${change} where id = '${grantId}'`);
      await expect(attempt).rejects.toMatchObject({ code: "refused" });
    }
  });
});
