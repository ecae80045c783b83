import "#tests/setup/use-test-database.ts";
import { expect, it, vi } from "vitest";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { closeCampaign } from "#lib/reviews/commands/close-campaign.ts";
import { startCampaign } from "#lib/reviews/commands/start-campaign.ts";
import { getCampaign } from "#lib/reviews/queries/get-campaign.ts";
import { enableRefund, newGovernedServer, toolState, trail } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

it("a close that loses the race for a tool ends nothing, says so, and can be tried again", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  const start = { serverId: server.serverId, noResponse: "revoke" } as const;
  const { campaignId } = await startCampaign(org.admin, start);
  const inForce = async () => {
    const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
    return items.map((grant) => grant.status);
  };

  let close: Promise<unknown> = Promise.resolve();
  await inTenant(org.organizationId, "write", async (tx) => {
    // Otherwise this holds the server's row of the list too, and the close waits for that before it reads the tool.
    await tx.$executeRaw`select set_config('steward.listing_is_postponed', 'on', true)`;
    await tx.tool.update({
      where: { organizationId_id: { organizationId: org.organizationId, id: server.refundId } },
      data: { version: { increment: 1 } },
    });
    close = closeCampaign(org.admin, { campaignId }).catch((error: unknown) => error);
    await vi.waitFor(async () => expect(await somebodyWaitsFor(tx)).toBe(true), 10_000);
  });

  expect(await close).toMatchObject({ code: "conflict" });
  expect(await inForce()).toEqual(["active", "active"]);
  expect(await trail(org.organizationId, ["grant.revoked", "campaign.closed"])).toEqual([]);
  expect(await getCampaign(org.admin, { campaignId })).toMatchObject({ state: "running" });

  const { totals } = await closeCampaign(org.admin, { campaignId });
  expect(totals).toMatchObject({ removals: 2, applied: 2, failed: 0 });
  expect(await inForce()).toEqual([]);
  expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
  expect(await trail(org.organizationId, ["grant.revoked"])).toHaveLength(2);
});
