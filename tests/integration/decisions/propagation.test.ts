import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { deactivateConsumer } from "#lib/grants/commands/deactivate-consumer.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";
import { type Started, startDecisions } from "./decisions-process.ts";

const REASON = "The contract with the vendor ended.";
/** Milliseconds: product rule, "denied everywhere within a second". */
const WITHIN_MS = 1_000;

let processes: Started[];
let org: TestOrganization;
let server: GovernedServer;
let token: { tokenId: string; secret: string };

beforeAll(async () => {
  const url = process.env.DATABASE_APP_URL ?? "";
  processes = await Promise.all(
    Array.from({ length: 4 }, () => startDecisions({ DATABASE_APP_URL: url, DATABASE_POOL: "1" })),
  );
}, 60_000);

afterAll(async () => {
  await Promise.all(processes.map((one) => one.stop()));
});

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  token = await createToken(org.admin, { name: "gateway", scopes: ["decisions:evaluate"], days: 1 });
  expect(await askAll()).toEqual(["granted", "granted", "granted", "granted"]);
});

async function ask(url: string, secret = token.secret, slug = server.slug): Promise<string> {
  const response = await fetch(`${url}/access/v1/evaluation`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({
      subject: { type: "consumer", id: server.consumerSlug },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${slug}/refund_payment` },
    }),
  });
  if (response.status !== 200) return String(response.status);
  const { context } = (await response.json()) as { context: { reason: { code: string } } };
  return context.reason.code;
}

const askAll = () => Promise.all(processes.map(({ url }) => ask(url)));

async function expectEverywhere(code: string): Promise<void> {
  await expect.poll(askAll, { timeout: WITHIN_MS, interval: 20 }).toEqual(processes.map(() => code));
}

async function grantId(kind: "tool" | "access"): Promise<string> {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  return items.find((one) => one.kind === kind)?.id ?? "";
}

describe("four processes", () => {
  it("all deny within a second of a grant's end", async () => {
    await revokeGrant(org.owner, { grantId: await grantId("access"), reason: REASON });
    await expectEverywhere("access_revoked");
  });

  it("all deny within a second of a server's suspension", async () => {
    await suspendServer(org.admin, { serverId: server.serverId, reason: REASON });
    await expectEverywhere("server_suspended");
  });

  it("all deny within a second of a tool's change", async () => {
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    await expectEverywhere("tool_suspended");
  });

  it("all deny within a second of a consumer's deactivation", async () => {
    await deactivateConsumer(org.admin, {
      consumerId: server.consumerId,
      reason: REASON,
      endGrants: false,
    });
    await expectEverywhere("consumer_inactive");
  });

  it("all turn a revoked token away within a second, and take a new one at once", async () => {
    await revokeToken(org.admin, { tokenId: token.tokenId });
    await expectEverywhere("401");
    token = await createToken(org.admin, { name: "gateway 2", scopes: ["decisions:evaluate"], days: 1 });
    expect(await askAll()).toEqual(["granted", "granted", "granted", "granted"]);
  });

  it("all turn a token away when the person who made it has left", async () => {
    await asOwner("update users set is_active = false where organization_id = $1 and id = $2", [
      org.organizationId,
      org.admin.userId,
    ]);
    await expectEverywhere("401");
  });

  it("hear of a change by looking when the notification is lost", async () => {
    // What the trigger would write and notify of, written without a notification.
    const id = await grantId("access");
    await withOwner(async (query) => {
      await query("begin", []);
      await query("set local session_replication_role = replica", []);
      await query(
        `update grants set state = 'revoked', revoked_at = now() where organization_id = $1 and id = $2`,
        [org.organizationId, id],
      );
      await query(
        "insert into decision_change (organization_id, kind, ids) values ($1, 'grant', array[$2::uuid])",
        [org.organizationId, id],
      );
      await query("commit", []);
    });
    await expectEverywhere("access_revoked");
  });

  it("miss nothing of a transaction that began before others and committed after them", async () => {
    await withOwner(async (query) => {
      await query("begin", []);
      await query("update server set state = 'suspended' where organization_id = $1 and id = $2", [
        org.organizationId,
        server.serverId,
      ]);
      // Others commit meanwhile, and everybody looks and moves on.
      for (let round = 0; round < 3; round += 1) {
        await createToken(org.admin, {
          name: `other ${round}`,
          scopes: ["servers:read"],
          days: 1,
        });
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      expect(await askAll()).toEqual(["granted", "granted", "granted", "granted"]);
      await query("commit", []);
    });
    await expectEverywhere("server_suspended");
  });

  it("answer another organization's gateway about its own servers only", async () => {
    const other = await newOrganization();
    const { secret } = await createToken(other.admin, {
      name: "gateway",
      scopes: ["decisions:evaluate"],
      days: 1,
    });
    for (const { url } of processes) {
      expect(await ask(url, secret)).toBe("unknown_server");
      expect(await ask(url)).toBe("granted");
    }
  });

  it("read an organization anew when what changed is not there any more", async () => {
    const { secret } = token;
    await withOwner((query) =>
      query(
        "insert into decision_change (organization_id, kind, ids) values ($1, 'grant', array[gen_random_uuid()])",
        [org.organizationId],
      ),
    );
    await expect
      .poll(() => Promise.all(processes.map(({ url }) => ask(url, secret))), { timeout: WITHIN_MS })
      .toEqual(["granted", "granted", "granted", "granted"]);
  });
});

type Ask = (text: string, values: readonly unknown[]) => Promise<unknown>;

async function withOwner<T>(work: (query: Ask) => Promise<T>): Promise<T> {
  const { ownerUrl } = await testDatabase();
  const owner = await connectOwner(ownerUrl);
  try {
    return await work((text, values) => owner.query(text, [...values]));
  } finally {
    await owner.end();
  }
}

const asOwner = (text: string, values: readonly unknown[]) => withOwner((query) => query(text, values));
