import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { getConsumerUse } from "#lib/decisions/queries/get-consumer-use.ts";
import { listToolUse } from "#lib/decisions/queries/list-tool-use.ts";
import { listUseOfGranted } from "#lib/decisions/queries/list-use-of-granted.ts";
import { UsageCounter } from "#lib/decisions/usage.ts";
import { flushUsage } from "#lib/decisions/usage-flush.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { newId } from "#lib/kernel/id.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";
import { startDecisions } from "./decisions-process.ts";

let org: TestOrganization;
let server: GovernedServer;
let owner: Awaited<ReturnType<typeof connectOwner>>;

beforeAll(async () => {
  owner = await connectOwner((await testDatabase()).ownerUrl);
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
});

afterAll(() => owner.end());

async function usesOf(organizationId: string) {
  const { rows } = await owner.query(
    `select tool_id, consumer_id, allowed::int, denied::int, last_allowed_at, last_denied_at from tool_use
     where organization_id = $1 order by tool_id`,
    [organizationId],
  );
  return rows;
}

it("what a process was asked is on record when it has stopped", async () => {
  const { secret, tokenId } = await createToken(org.admin, {
    name: "gateway",
    scopes: ["decisions:evaluate"],
    days: 1,
  });
  const decisions = await startDecisions({ DATABASE_APP_URL: process.env.DATABASE_APP_URL ?? "" });
  const ask = async (tool: string, consumer: string) => {
    await fetch(`${decisions.url}/access/v1/evaluation`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        subject: { type: "consumer", id: consumer },
        action: { name: "tools/call" },
        resource: { type: "tool", id: `${server.slug}/${tool}` },
      }),
    });
  };
  for (let count = 0; count < 3; count += 1) await ask("refund_payment", server.consumerSlug);
  await ask("search_tickets", server.consumerSlug);
  await ask("refund_payment", "nobody-known");
  expect(await decisions.stop()).toBe(0);
  const uses = await usesOf(org.organizationId);
  expect(uses).toHaveLength(2);
  expect(uses).toContainEqual({
    tool_id: server.refundId,
    consumer_id: server.consumerId,
    allowed: 3,
    denied: 0,
    last_allowed_at: expect.any(Date),
    last_denied_at: null,
  });
  expect(uses).toContainEqual(
    expect.objectContaining({ tool_id: server.searchId, allowed: 0, denied: 1, last_allowed_at: null }),
  );
  const lastAllowedAt = expect.any(String);
  expect(await listToolUse(org.auditor, { serverId: server.serverId })).toEqual({
    [server.refundId]: { allowed: 3, denied: 0, lastAllowedAt },
    [server.searchId]: { allowed: 0, denied: 1, lastAllowedAt: null },
  });
  const ofConsumer = { consumerId: server.consumerId };
  expect(await getConsumerUse(org.auditor, ofConsumer)).toEqual({ allowed: 3, denied: 1, lastAllowedAt });
  const [ofTool, ofAccess, ofScope] = [newId(), newId(), newId()];
  const onServer = { serverId: server.serverId, toolId: null, consumerId: null };
  const grants = [
    { ...onServer, id: ofTool, toolId: server.refundId },
    { ...onServer, id: ofAccess, consumerId: server.consumerId },
    { ...onServer, id: ofScope },
  ];
  expect(await listUseOfGranted(org.auditor, { grants })).toEqual({
    [ofTool]: { allowed: 3, denied: 0, lastAllowedAt },
    [ofAccess]: { allowed: 3, denied: 1, lastAllowedAt },
  });
  const stranger = (await newOrganization()).auditor;
  expect(await listUseOfGranted(stranger, { grants })).toEqual({});
  expect(await listToolUse(stranger, { serverId: server.serverId })).toEqual({});
  expect(await getConsumerUse(stranger, ofConsumer)).toMatchObject({ allowed: 0, denied: 0 });
  const { rows } = await owner.query("select last_used_at from service_token where id = $1", [tokenId]);
  expect(rows[0].last_used_at).toBeInstanceOf(Date);
});

it("batches of several processes add up, and a late one does not turn the time back", async () => {
  const other = await newOrganization();
  const theirs = await newGovernedServer(other);
  const batch = (at: number) => {
    const counter = new UsageCounter();
    for (let count = 0; count < 10; count += 1) {
      counter.count(other.organizationId, theirs.refundId, theirs.consumerId, true, at);
      counter.count(other.organizationId, theirs.searchId, theirs.consumerId, false, at);
    }
    return counter;
  };
  const times = [5, 3, 9, 1].map((minute) => Date.parse("2026-11-30T12:00:00Z") + minute * 60_000);
  await Promise.all(times.map((at) => flushUsage(batch(at))));
  const latest = new Date(Math.max(...times));
  const uses = await usesOf(other.organizationId);
  expect(uses).toHaveLength(2);
  expect(uses.find((use) => use.tool_id === theirs.refundId)).toMatchObject({
    allowed: 40,
    denied: 0,
    last_allowed_at: latest,
  });
  expect(uses.find((use) => use.tool_id === theirs.searchId)).toMatchObject({
    allowed: 0,
    denied: 40,
    last_denied_at: latest,
  });
});

it("nothing is written of another organization's tool, and the rest of the batch is", async () => {
  const other = await newOrganization();
  const theirs = await newGovernedServer(other);
  const counter = new UsageCounter();
  counter.count(other.organizationId, server.refundId, server.consumerId, true, 1);
  counter.count(other.organizationId, server.refundId, theirs.consumerId, true, 1);
  counter.count(other.organizationId, theirs.refundId, theirs.consumerId, true, 1);
  await flushUsage(counter);
  expect(await usesOf(other.organizationId)).toMatchObject([{ tool_id: theirs.refundId, allowed: 1 }]);
  expect(counter.take()).toEqual([]);
});
