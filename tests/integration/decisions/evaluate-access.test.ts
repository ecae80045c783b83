import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { suspendDriftedGrants } from "#lib/grants/commands/suspend-drifted-grants.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { suspendServer } from "#lib/inventory/commands/suspend-server.ts";
import { systemActor, type TokenActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/id.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const REASON = "The contract with the vendor ended.";

let org: TestOrganization;
let server: GovernedServer;
let gateway: TokenActor;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  gateway = tokenOf(org, ["decisions:evaluate"]);
});

function tokenOf({ organizationId }: TestOrganization, scopes: TokenActor["scopes"]): TokenActor {
  return { kind: "token", organizationId, tokenId: newId(), name: "gateway", scopes };
}

function question(change: { consumer?: string; tool?: string; slug?: string } = {}) {
  const { consumer = server.consumerSlug, tool = "refund_payment", slug = server.slug } = change;
  return {
    subject: { type: "consumer", id: consumer },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `${slug}/${tool}` },
  };
}

async function codeOf(change: Parameters<typeof question>[0] = {}): Promise<string | undefined> {
  const [answer] = await evaluateAccess(gateway, { questions: [question(change)] });
  expect(answer?.decision).toBe(answer?.reason.code === "granted");
  // Answers go to gateways and agents: what a person typed stays inside.
  expect(JSON.stringify(answer)).not.toContain(REASON);
  return answer?.reason.code;
}

async function revoke(kind: "tool" | "access"): Promise<void> {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  const grant = items.find((one) => one.kind === kind);
  await revokeGrant(org.owner, { grantId: grant?.id ?? "", reason: REASON });
}

describe("evaluating access", () => {
  it("says yes for the enabled tool and its consumer, by slug or by id", async () => {
    expect(await codeOf()).toBe("granted");
    expect(await codeOf({ consumer: server.consumerId })).toBe("granted");
  });

  it("says no for a tool nobody approved, and for what does not exist", async () => {
    expect(await codeOf({ tool: "search_tickets" })).toBe("tool_not_enabled");
    expect(await codeOf({ tool: "drop_tables" })).toBe("unknown_tool");
    expect(await codeOf({ slug: "no-such-server" })).toBe("unknown_server");
    expect(await codeOf({ consumer: "nobody" })).toBe("unknown_consumer");
    expect(await codeOf({ consumer: newId() })).toBe("unknown_consumer");
  });

  it("says no to a consumer that nobody let in", async () => {
    const other = await addConsumer(org.admin, { name: "Other agent", kind: "agent" });
    expect(await codeOf({ consumer: other.slug })).toBe("no_access");
  });

  it("says no while a first request waits", async () => {
    await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.searchId],
      durationDays: 30,
      justification: WHY,
    });
    expect(await codeOf({ tool: "search_tickets" })).toBe("tool_pending");
  });

  it("says no from the moment a grant is revoked", async () => {
    await revoke("access");
    expect(await codeOf()).toBe("access_revoked");
    await revoke("tool");
    expect(await codeOf()).toBe("tool_disabled");
  });

  it("says no from the moment a person suspends a grant, and keeps to itself why", async () => {
    const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
    for (const [kind, code] of [
      ["access", "access_suspended"],
      ["tool", "tool_suspended"],
    ] as const) {
      const grantIds = items.flatMap((one) => (one.kind === kind ? [one.id] : []));
      await changeGrants(org.owner, { grantIds, action: "suspend", reason: REASON });
      expect(await codeOf()).toBe(code);
    }
  });

  it("says no from the moment a grant ends, before any sweep", async () => {
    const restore = setClock(() => new Date(Date.now() + 31 * 86_400_000));
    try {
      expect(await codeOf()).toBe("tool_grant_expired");
    } finally {
      restore();
    }
  });

  it("says no from the moment the tool's definition changed, before any reaction", async () => {
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    expect(await codeOf()).toBe("tool_suspended");
  });

  it("says no from the moment the server's scopes changed, before and after its grants are suspended", async () => {
    await addScope(org.owner, {
      serverId: server.serverId,
      name: "tickets:admin",
      system: "Ticket desk",
      breadth: "broad",
    });
    expect(await codeOf()).toBe("server_changed");
    const job = systemActor(org.organizationId, "test");
    await suspendDriftedGrants(job, { serverId: server.serverId });
    expect(await codeOf()).toBe("tool_suspended");
  });

  it("says no while the server is suspended", async () => {
    await suspendServer(org.admin, { serverId: server.serverId, reason: "A leak is looked into." });
    expect(await codeOf()).toBe("server_suspended");
  });

  it("says no to a gateway of another organization, about this one", async () => {
    const other = await newOrganization();
    gateway = tokenOf(other, ["decisions:evaluate"]);
    expect(await codeOf()).toBe("unknown_server");
  });

  it("answers many questions in order, hostile ones included", async () => {
    const questions = [
      question(),
      question({ tool: "search_tickets" }),
      question({ tool: "a\u0000b" }),
      question({ consumer: "\uD800" }),
      question({ slug: "' or 1=1 --" }),
      { ...question(), action: { name: "tools/list" } },
      {
        ...question(),
        resource: { type: "tool", id: "refund_payment", properties: { server: server.slug } },
      },
    ];
    const answers = await evaluateAccess(gateway, { questions });
    expect(answers.map((answer) => answer.reason.code)).toEqual([
      "granted",
      "tool_not_enabled",
      "unknown_tool",
      "unknown_consumer",
      "unknown_server",
      "unknown_action",
      "granted",
    ]);
  });

  it("is for tokens with the scope, and for Steward itself, which looks whether what a review ended has ended", async () => {
    const input = { questions: [question()] };
    for (const actor of [tokenOf(org, ["servers:read"]), org.admin]) {
      await expect(evaluateAccess(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(evaluateAccess(systemActor(org.organizationId, "test"), input)).resolves.toHaveLength(1);
  });
});
