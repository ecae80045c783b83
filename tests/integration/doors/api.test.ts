import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as nothingHere } from "#app/api/v1/[...rest]/route.ts";
import { GET as listTrail } from "#app/api/v1/audit-events/route.ts";
import { GET as getCampaign } from "#app/api/v1/campaigns/[id]/route.ts";
import { GET as listCampaigns } from "#app/api/v1/campaigns/route.ts";
import { GET as listFindings } from "#app/api/v1/findings/route.ts";
import { POST as decide } from "#app/api/v1/requests/[id]/decisions/route.ts";
import { GET as getRequest } from "#app/api/v1/requests/[id]/route.ts";
import { POST as ask, GET as listRequests } from "#app/api/v1/requests/route.ts";
import { GET as listConsumers } from "#app/api/v1/servers/[slug]/consumers/route.ts";
import { GET as listCredentials } from "#app/api/v1/servers/[slug]/credentials/route.ts";
import { GET as listServerFindings } from "#app/api/v1/servers/[slug]/findings/route.ts";
import { GET as listHistory } from "#app/api/v1/servers/[slug]/history/route.ts";
import { GET as listIntrospections } from "#app/api/v1/servers/[slug]/introspections/route.ts";
import { GET as getPath } from "#app/api/v1/servers/[slug]/revocation-path/route.ts";
import { GET as getServer } from "#app/api/v1/servers/[slug]/route.ts";
import { GET as listScopes } from "#app/api/v1/servers/[slug]/scopes/route.ts";
import { GET as listTools } from "#app/api/v1/servers/[slug]/tools/route.ts";
import { GET as listServers, POST as register } from "#app/api/v1/servers/route.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newConsumer, newServer } from "#tests/factories/inventory.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";
import { latestEvents } from "#tests/factories/trail.ts";

type Handler = typeof listServers;
type Headers = Record<string, string>;

const ORIGIN = "http://localhost:3000";
const LIST = {
  items: expect.any(Array),
  nextCursor: null,
  total: { count: expect.any(Number), isEstimate: false },
};

let org: TestOrganization;
let server: GovernedServer;
let reader: Headers;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  const scopes = ["servers:read", "requests:read", "campaigns:read", "audit:read"] as const;
  reader = (await bearerOf(org.admin, [...scopes])).headers;
});

describe("a program that may read", () => {
  const ofServer: [string, Handler][] = [
    ["tools", listTools],
    ["scopes", listScopes],
    ["credentials", listCredentials],
    ["consumers", listConsumers],
    ["findings", listServerFindings],
    ["introspections", listIntrospections],
    ["history", listHistory],
  ];
  it.each(ofServer)("gets a server's %s as a list", async (_name, handler) => {
    const response = await call(handler, reader, { slug: server.slug });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(LIST);
  });

  const lists: [string, Handler][] = [
    ["servers", listServers],
    ["findings", listFindings],
    ["requests", listRequests],
    ["campaigns", listCampaigns],
    ["audit-events", listTrail],
  ];
  it.each(lists)("gets %s as a list", async (_name, handler) => {
    const response = await call(handler, reader);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ items: expect.any(Array), total: { isEstimate: false } });
  });

  it("gets one server and its revocation path by slug", async () => {
    const one = await call(getServer, reader, { slug: server.slug });
    expect(await one.json()).toMatchObject({ slug: server.slug, name: "Ticket desk" });
    const path = await call(getPath, reader, { slug: server.slug });
    expect(await path.json()).toMatchObject({ serverId: server.serverId, steps: [] });
  });

  it("filters and pages by the query string, parameters repeated", async () => {
    const own = await newOrganization();
    await newServer(own);
    await newServer(own, { environment: "development" });
    const { headers } = await bearerOf(own.admin, ["servers:read"]);
    const first = await (await call(listServers, headers, {}, "?limit=1")).json();
    expect(first.total.count).toBe(2);
    const second = await (await call(listServers, headers, {}, `?limit=1&cursor=${first.nextCursor}`)).json();
    expect(second.nextCursor).toBeNull();
    expect(second.items[0].slug).not.toBe(first.items[0].slug);
    const query = "?environment=production&environment=staging";
    const found = await (await call(listServers, headers, {}, query)).json();
    expect(found.items.map((one: { environment: string }) => one.environment)).toEqual(["production"]);
  });

  it("is told which parameter makes no sense", async () => {
    const response = await call(listServers, reader, {}, "?limit=5000&sort=colour");
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    expect(errors.map((error: { field: string }) => error.field).sort()).toEqual(["limit", "sort"]);
  });

  it("gets all requests, since none waits for a program", async () => {
    const own = await newOrganization();
    await askForRefund(own.owner, await newGovernedServer(own));
    const { headers } = await bearerOf(own.admin, ["requests:read"]);
    expect((await (await call(listRequests, headers)).json()).total.count).toBe(1);
  });
});

describe("a program that may not", () => {
  it("is denied what its scopes leave out, on the record", async () => {
    const { headers } = await bearerOf(org.admin, ["servers:read"]);
    const response = await call(listTrail, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "forbidden" });
    expect(await latestEvents(org.admin, 1)).toEqual(["command.denied"]);
  });

  it("cannot decide a request, whatever its scopes: the request stays as it was", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const response = await send(decide, reader, { decision: "approve", reason: WHY }, { id: requestId });
    expect(response.status).toBe(403);
    const request = await (await call(getRequest, reader, { id: requestId })).json();
    expect(request).toMatchObject({ state: "pending", grants: [] });
  });

  it("cannot register a server or ask for an approval", async () => {
    const asked = { slug: server.slug, toolIds: [server.searchId], durationDays: 5, justification: WHY };
    expect((await send(ask, reader, asked)).status).toBe(403);
    expect((await send(register, reader, registration(org))).status).toBe(403);
  });
});

describe("a person", () => {
  it("registers a server, asks, and another one approves; the decision needs a reason", async () => {
    const own = await newOrganization();
    const governed = await newGovernedServer(own);
    const registered = await send(register, await browserOf(own.admin), registration(own));
    expect(registered.status).toBe(201);
    expect(await registered.json()).toMatchObject({ slug: "calendar" });
    const asked = await send(ask, await browserOf(own.owner), {
      slug: governed.slug,
      toolIds: [governed.refundId],
      durationDays: 30,
      justification: WHY,
    });
    expect(asked.status).toBe(201);
    const { requestId: id } = await asked.json();
    const approver = await browserOf(own.approver);
    const bare = await send(decide, approver, { decision: "approve", reason: "" }, { id });
    expect(await bare.json()).toMatchObject({ code: "invalid", errors: [{ field: "reason" }] });
    const decided = await send(decide, approver, { decision: "approve", reason: WHY }, { id });
    expect(await decided.json()).toMatchObject({ requestId: id, state: "applied" });
  });

  it("who owns the server and is an approver too is refused their own request, and told why", async () => {
    const own = await newOrganization();
    const both = await newPerson(own.organizationId, "Both", ["member", "approver"]);
    const { slug } = await newServer(own, { ownerId: both.userId });
    const agent = await newConsumer(own.member);
    const browser = await browserOf(both);
    const body = { slug, consumerIds: [agent.consumerId], durationDays: 5, justification: WHY };
    const { requestId: id } = await (await send(ask, browser, body)).json();
    const refused = await send(decide, browser, { decision: "approve", reason: WHY }, { id });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: "refused",
      detail: "You asked for this, so someone else must approve it.",
    });
    expect(await latestEvents(own.admin, 1)).toEqual(["command.refused"]);
    const request = await (await call(getRequest, browser, { id })).json();
    expect(request).toMatchObject({ state: "pending", grants: [] });
  });

  it("cannot name another request in the body than in the path", async () => {
    const own = await newOrganization();
    const governed = await newGovernedServer(own);
    const { requestId: id } = await askForRefund(own.owner, governed);
    const other = "01900000-0000-7000-8000-000000000000";
    const body = { requestId: other, decision: "reject", reason: "Not needed any more." };
    const response = await send(decide, await browserOf(own.approver), body, { id });
    expect(await response.json()).toMatchObject({ requestId: id, state: "rejected" });
  });
});

describe("another organization's things", () => {
  it("are answered as those that do not exist, word for word", async () => {
    const stranger = await newOrganization();
    const { headers } = await bearerOf(stranger.admin, ["servers:read", "requests:read", "campaigns:read"]);
    const owners = await newOrganization();
    const governed = await newGovernedServer(owners);
    const requestId = await enableRefund(owners, governed);
    const nobodys = "01900000-0000-7000-8000-000000000000";
    const pairs: [Handler, Record<string, string>, Record<string, string>][] = [
      [getServer, { slug: governed.slug }, { slug: "there-is-none" }],
      [listHistory, { slug: governed.slug }, { slug: "there-is-none" }],
      [getPath, { slug: governed.slug }, { slug: "there-is-none" }],
      [getRequest, { id: requestId }, { id: nobodys }],
      [getCampaign, { id: requestId }, { id: nobodys }],
    ];
    for (const [handler, theirs, nothing] of pairs) {
      const hidden = await call(handler, headers, theirs);
      expect(hidden.status).toBe(404);
      const { requestId: _, ...problem } = await hidden.json();
      const { requestId: __, ...same } = await (await call(handler, headers, nothing)).json();
      expect(problem).toEqual(same);
    }
  });
});

it("answers an address that is none as a problem", async () => {
  const response = await nothingHere(new Request(`${ORIGIN}/api/v1/nope`, { headers: reader }));
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

function registration(of: TestOrganization) {
  return {
    name: "Calendar",
    purpose: "Finds free times.",
    environment: "development",
    ownerId: of.owner.userId,
    transport: "streamable_http",
    url: "https://calendar.example/mcp",
  };
}

async function browserOf(person: TestOrganization["admin"]): Promise<Headers> {
  return { ...(await cookieOf(person)), origin: ORIGIN };
}

function call(
  handler: Handler,
  headers: Headers,
  params: Record<string, string> = {},
  query = "",
): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/v1/test${query}`, { headers });
  return handler(request, { params: Promise.resolve(params) });
}

function send(
  handler: Handler,
  headers: Headers,
  body: unknown,
  params: Record<string, string> = {},
): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/v1/test`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}
