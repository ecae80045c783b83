import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { enableRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";
import { failToStart, type Started, startDecisions, type Wire, wireTo } from "./decisions-process.ts";

let org: TestOrganization;
let server: GovernedServer;
let wire: Wire;
let decisions: Started;
let secret: string;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await enableRefund(org, server);
  secret = (await createToken(org.admin, { name: "gateway", scopes: ["decisions:evaluate"], days: 1 }))
    .secret;
  wire = await wireTo(process.env.DATABASE_APP_URL ?? "");
  decisions = await startDecisions({
    DATABASE_APP_URL: wire.url,
    DATABASE_POOL: "2",
    DECISIONS_STALE_MS: "1500",
  });
});

afterAll(async () => {
  await decisions?.stop();
  await wire?.cut();
});

function question(tool = "refund_payment") {
  return {
    subject: { type: "consumer", id: server.consumerSlug },
    action: { name: "tools/call" },
    resource: { type: "tool", id: `${server.slug}/${tool}` },
  };
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${decisions.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const evaluate = (body: unknown, headers?: Record<string, string>) =>
  post("/access/v1/evaluation", body, headers);

describe("the decisions process", () => {
  it("answers yes for the enabled tool and its consumer, and no with a reason for everything else", async () => {
    const yes = await evaluate(question());
    expect(yes.status).toBe(200);
    expect(yes.headers.get("content-type")).toBe("application/json");
    expect(await yes.json()).toMatchObject({ decision: true, context: { reason: { code: "granted" } } });
    const no = await evaluate(question("search_tickets"));
    expect(no.status).toBe(200);
    const page = `http://localhost:3000/servers/${server.slug}/request?tools=${server.searchId}`;
    expect(await no.json()).toEqual({
      decision: false,
      context: {
        reason: { code: "tool_not_enabled", words: "Nobody has approved search_tickets yet." },
        access_request: { form_url: page },
      },
    });
    const unknown = await evaluate(question("drop_tables"));
    expect(await unknown.json()).not.toHaveProperty("context.access_request");
  });

  it("ignores fields it does not know", async () => {
    const extra = { ...question(), context: { time: "now" }, extra: 1 };
    expect(await (await evaluate(extra)).json()).toMatchObject({ decision: true });
  });

  it.each([
    ["no subject", { subject: undefined }],
    ["a subject without a type", { subject: { id: "x" } }],
    ["a subject id that is a number", { subject: { type: "consumer", id: 4 } }],
    ["an action that is text", { action: "tools/call" }],
    ["a resource that is a list", { resource: [] }],
  ])("answers 400 to a question with %s", async (_case, change) => {
    const response = await evaluate({ ...question(), ...change });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "invalid" } });
  });

  it("answers 400 to what is not JSON, 415 to another type, 413 to too much", async () => {
    expect((await evaluate("{")).status).toBe(400);
    expect((await evaluate("null")).status).toBe(400);
    expect((await evaluate(question(), { "content-type": "text/plain" })).status).toBe(415);
    expect((await evaluate({ ...question(), padding: "x".repeat(70_000) })).status).toBe(413);
  });

  it("answers 401 without a token that is good, and 403 to one without the scope", async () => {
    const without = await evaluate(question(), { authorization: "" });
    expect(without.status).toBe(401);
    expect(without.headers.get("www-authenticate")).toBe("Bearer");
    expect((await evaluate(question(), { authorization: "Bearer stw_wrong" })).status).toBe(401);
    expect((await evaluate(question(), { authorization: `Basic ${secret}` })).status).toBe(401);
    const reader = await createToken(org.admin, { name: "reader", scopes: ["servers:read"], days: 1 });
    expect((await evaluate(question(), { authorization: `Bearer ${reader.secret}` })).status).toBe(403);
    const gone = await createToken(org.admin, { name: "gone", scopes: ["decisions:evaluate"], days: 1 });
    await revokeToken(org.admin, { tokenId: gone.tokenId });
    expect((await evaluate(question(), { authorization: `Bearer ${gone.secret}` })).status).toBe(401);
  });

  it("echoes a plain request id and replaces one that is not", async () => {
    const echoed = await evaluate(question(), { "x-request-id": "abc-123" });
    expect(echoed.headers.get("x-request-id")).toBe("abc-123");
    const replaced = await evaluate(question(), { "x-request-id": "x".repeat(500) });
    expect(replaced.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers several questions with defaults and each of the three semantics", async () => {
    const { resource, ...defaults } = question();
    const evaluations = [{ resource }, { resource: question("search_tickets").resource }, { resource }];
    const ask = async (evaluations_semantic?: string) => {
      const options = evaluations_semantic === undefined ? {} : { options: { evaluations_semantic } };
      const response = await post("/access/v1/evaluations", { ...defaults, evaluations, ...options });
      const { evaluations: answers } = (await response.json()) as { evaluations: { decision: boolean }[] };
      return answers.map((answer) => answer.decision);
    };
    expect(await ask()).toEqual([true, false, true]);
    expect(await ask("execute_all")).toEqual([true, false, true]);
    expect(await ask("deny_on_first_deny")).toEqual([true, false]);
    expect(await ask("permit_on_first_permit")).toEqual([true]);
    const unknown = { ...defaults, evaluations, options: { evaluations_semantic: "x" } };
    expect((await post("/access/v1/evaluations", unknown)).status).toBe(400);
  });

  it("treats several questions without any as one, and denies a malformed one on its own", async () => {
    const single = await post("/access/v1/evaluations", question());
    expect(await single.json()).toMatchObject({ decision: true });
    const { resource, ...defaults } = question();
    const mixed = await post("/access/v1/evaluations", { ...defaults, evaluations: [{}, { resource }] });
    expect(await mixed.json()).toMatchObject({
      evaluations: [
        { decision: false, context: { reason: { code: "malformed_question" }, error: { status: 400 } } },
        { decision: true },
      ],
    });
    const tooMany = { ...defaults, evaluations: Array.from({ length: 101 }, () => ({ resource })) };
    expect((await post("/access/v1/evaluations", tooMany)).status).toBe(400);
  });

  it("describes itself, is healthy, and counts what it answers", async () => {
    const metadata = await fetch(`${decisions.url}/.well-known/authzen-configuration`);
    expect(await metadata.json()).toEqual({
      policy_decision_point: "http://localhost:3000",
      access_evaluation_endpoint: "http://localhost:3000/access/v1/evaluation",
      access_evaluations_endpoint: "http://localhost:3000/access/v1/evaluations",
    });
    expect((await fetch(`${decisions.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${decisions.url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${decisions.url}/metrics`)).text();
    expect(metrics).toMatch(/steward_decisions_total\{decision="permit",reason="granted"\} \d+/);
    expect(metrics).toMatch(/steward_decisions_following 1/);
    expect(metrics).toMatch(/steward_decisions_http_seconds_bucket\{le="\+Inf"\} \d+/);
    expect((await fetch(`${decisions.url}/access/v1/evaluation`)).status).toBe(405);
    expect((await fetch(`${decisions.url}/elsewhere`)).status).toBe(404);
  });

  it("goes on by what it knows for a moment, then says no with a reason, and recovers by itself", async () => {
    expect(await (await evaluate(question())).json()).toMatchObject({ decision: true });
    await wire.cut();
    expect((await fetch(`${decisions.url}/readyz`)).status).toBe(503);
    await expect
      .poll(async () => (await (await evaluate(question())).json()) as unknown, { timeout: 3_000 })
      .toMatchObject({ decision: false, context: { reason: { code: "snapshot_stale" } } });
    const several = await post("/access/v1/evaluations", { ...question(), evaluations: [{}, {}] });
    expect(await several.json()).toMatchObject({ evaluations: [{ decision: false }, { decision: false }] });
    const stranger = await evaluate(question(), { authorization: "Bearer stw_never_seen" });
    expect(await stranger.json()).toMatchObject({
      decision: false,
      context: { reason: { code: "unavailable" } },
    });
    expect((await fetch(`${decisions.url}/healthz`)).status).toBe(200);
    await wire.restore();
    await expect
      .poll(async () => (await (await evaluate(question())).json()) as unknown, { timeout: 5_000 })
      .toMatchObject({ decision: true });
    expect((await fetch(`${decisions.url}/readyz`)).status).toBe(200);
  });

  it("starts while the database is away, denies with that reason, and recovers by itself", async () => {
    const own = await wireTo(process.env.DATABASE_APP_URL ?? "");
    await own.cut();
    const started = await startDecisions({ DATABASE_APP_URL: own.url, DATABASE_POOL: "2" });
    const ask = async (): Promise<unknown> => {
      const response = await fetch(`${started.url}/access/v1/evaluation`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
        body: JSON.stringify(question()),
      });
      return response.json();
    };
    try {
      expect(await ask()).toMatchObject({ decision: false, context: { reason: { code: "unavailable" } } });
      expect((await fetch(`${started.url}/readyz`)).status).toBe(503);
      await own.restore();
      await expect.poll(ask, { timeout: 5_000 }).toMatchObject({ decision: true });
      // What is asked for is read at once; that changes are followed again can come a moment later.
      const readiness = async () => (await fetch(`${started.url}/readyz`)).status;
      await expect.poll(readiness, { timeout: 5_000 }).toBe(200);
    } finally {
      await started.stop();
      await own.cut();
    }
  });

  it("says in words why it cannot start: settings, port, role", async () => {
    const url = process.env.DATABASE_APP_URL ?? "";
    const settings = await failToStart({ STEWARD_SECRET: "short", DATABASE_APP_URL: "" });
    expect(settings).toMatchObject({ status: 1 });
    expect(settings.words).toContain("DATABASE_APP_URL is not set");
    expect(settings.words).toContain("STEWARD_SECRET must have at least 32 characters");
    const unconfined = await failToStart({ DATABASE_APP_URL: (await testDatabase()).ownerUrl });
    expect(unconfined).toMatchObject({
      status: 1,
      words: expect.stringContaining("Use the role steward_app"),
    });
    const taken = await failToStart({ DATABASE_APP_URL: url, DECISIONS_PORT: new URL(decisions.url).port });
    expect(taken).toMatchObject({ status: 1, words: expect.stringContaining("port is taken") });
  });

  it("stops cleanly on SIGTERM", async () => {
    const own = await startDecisions({ DATABASE_APP_URL: process.env.DATABASE_APP_URL ?? "" });
    await fetch(`${own.url}/healthz`);
    expect(await own.stop()).toBe(0);
  });
});
