import "#tests/setup/use-test-database.ts";
import { expect, it, vi } from "vitest";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { enableRefund, newGovernedServer, toolState, trail } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { reviewOfServer } from "#tests/factories/running-review.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

it("a close waits for whoever changes a tool at the same moment, and ends everything all the same", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const { campaignId } = await reviewOfServer(org, server.serverId, "revoke");

  let close: ReturnType<typeof closeReview> | undefined;
  await inTenant(org.organizationId, "write", async (tx) => {
    // Otherwise this holds the server's row of the list too, and the close waits for that before it reads the tool.
    await tx.$executeRaw`select set_config('steward.listing_is_postponed', 'on', true)`;
    await tx.tool.update({
      where: { organizationId_id: { organizationId: org.organizationId, id: server.refundId } },
      data: { version: { increment: 1 } },
    });
    close = closeReview(org.admin, { campaignId });
    await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
  });

  expect((await close)?.totals).toMatchObject({ removals: 2, applied: 2, failed: 0 });
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  expect(items).toEqual([]);
  expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
  expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(2);
});
