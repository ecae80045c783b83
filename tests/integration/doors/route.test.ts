import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { route } from "#lib/doors/route.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { actorName } from "#lib/kernel/actor.ts";
import { AppError, type AppErrorCode } from "#lib/kernel/app-error.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

const URL_OF_TEST = "http://localhost:3000/api/v1/test";
const OWN_ORIGIN = { origin: "http://localhost:3000" };
const DAY_MS = 86_400_000;

const whoAmI = route(async ({ actor }) => ({ name: actorName(actor) }));
const echo = route(async ({ body }) => ({ body }), { status: 201, bodyBytesMax: 1_000 });

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization();
});

describe("a REST route", () => {
  it("answers 401 as a problem to who says nothing", async () => {
    const response = await get({});
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "unauthenticated",
      status: 401,
      code: "unauthenticated",
      detail: expect.stringContaining("Authorization: Bearer"),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      errors: [],
    });
  });

  it("carries the request id it was given into the problem", async () => {
    const response = await get({ "x-request-id": "request-of-this-test" });
    expect(await response.json()).toMatchObject({ requestId: "request-of-this-test" });
  });

  it("knows a person by the session cookie among other cookies", async () => {
    const response = await get(await cookieOf(org.member));
    expect(await response.json()).toEqual({ name: actorName(org.member) });
  });

  it("knows a program by its service token", async () => {
    const { headers, name } = await bearerOf(org.admin, ["servers:read"]);
    const response = await get(headers);
    expect(await response.json()).toEqual({ name: `token ${name}` });
  });

  it.each([
    "Bearer stw_never-issued",
    "Bearer ",
    "Basic YTpi",
    "stw_without-a-scheme",
    `Bearer ${"x".repeat(600)}`,
  ])("does not let in %s, whatever the cookie says", async (authorization) => {
    const response = await get({ ...(await cookieOf(org.admin)), authorization });
    expect(response.status).toBe(401);
  });

  it("does not know a token once it is revoked", async () => {
    const { tokenId, headers } = await bearerOf(org.admin, ["servers:read"]);
    await revokeToken(org.admin, { tokenId });
    expect((await get(headers)).status).toBe(401);
  });

  it("does not know a token or a session once it has expired", async () => {
    const { headers } = await bearerOf(org.admin, ["servers:read"]);
    const cookie = await cookieOf(org.member);
    const later = new Date(Date.now() + 40 * DAY_MS);
    const restore = setClock(() => later);
    try {
      expect((await get(headers)).status).toBe(401);
      expect((await get(cookie)).status).toBe(401);
    } finally {
      restore();
    }
  });
});

describe("a write", () => {
  it("by cookie is refused when it comes from another site, or does not say where from", async () => {
    const cookie = await cookieOf(org.admin);
    for (const origin of [{ origin: "https://evil.example" }, { origin: "null" }, {}]) {
      const response = await post({ ...cookie, ...origin }, "{}");
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: "forbidden" });
    }
  });

  it("by cookie is taken from our own pages", async () => {
    const response = await post({ ...(await cookieOf(org.admin)), ...OWN_ORIGIN }, '{"a":1}');
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ body: { a: 1 } });
  });

  it("by token needs no origin: nobody else's page can send it", async () => {
    const { headers } = await bearerOf(org.admin, ["servers:read"]);
    expect((await post({ ...headers, origin: "https://ci.example" }, "{}")).status).toBe(201);
  });

  it("is stopped at the limit by what arrives, not by what the header claims", async () => {
    const headers = { ...(await cookieOf(org.admin)), ...OWN_ORIGIN, "content-length": "2" };
    const response = await post(headers, JSON.stringify({ text: "x".repeat(2_000) }));
    expect(await response.json()).toMatchObject({ code: "invalid" });
  });

  it.each([
    ["text/plain", "{}", "application/json"],
    ["application/x-www-form-urlencoded", "a=1", "application/json"],
    ["application/json", "{", "not valid JSON"],
    ["application/json", "", "not valid JSON"],
  ])("of type %s with the body %j is invalid, in words", async (type, body, words) => {
    const headers = { ...(await cookieOf(org.admin)), ...OWN_ORIGIN, "content-type": type };
    const response = await post(headers, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid", detail: expect.stringContaining(words) });
  });
});

describe("an error", () => {
  const statuses: [AppErrorCode, number][] = [
    ["invalid", 400],
    ["forbidden", 403],
    ["not_found", 404],
    ["conflict", 409],
    ["refused", 409],
    ["limited", 429],
    ["unavailable", 503],
    ["internal", 500],
  ];
  it.each(statuses)("of code %s is answered with %i and its public message only", async (code, status) => {
    const response = await failWith(new AppError(code, "What to do next.", { detail: "not for outside" }));
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code, status, detail: "What to do next." });
    expect(text).not.toContain("not for outside");
  });

  it("names each field that needs attention", async () => {
    const fields = { ownerId: "Choose one.", "steps.0.title": "Name the step." };
    const response = await failWith(new AppError("invalid", "Two fields.", { fields }));
    expect(await response.json()).toMatchObject({
      errors: [
        { field: "ownerId", message: "Choose one." },
        { field: "steps.0.title", message: "Name the step." },
      ],
    });
  });

  it("nobody foresaw says nothing but a request id", async () => {
    const response = await failWith(new TypeError("secret internals at postgres://user:pw@host"));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("postgres");
    expect(JSON.parse(text)).toMatchObject({ code: "internal", requestId: expect.any(String) });
  });
});

// As Next calls a route whose address has no variable part.
const noParams = { params: Promise.resolve(undefined) };

function get(headers: Record<string, string>): Promise<Response> {
  return whoAmI(new Request(URL_OF_TEST, { headers }), noParams);
}

function post(headers: Record<string, string>, body: string): Promise<Response> {
  const request = new Request(URL_OF_TEST, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return echo(request, noParams);
}

async function failWith(error: Error): Promise<Response> {
  const failing = route(async () => {
    throw error;
  });
  return failing(new Request(URL_OF_TEST, { headers: await cookieOf(org.admin) }), noParams);
}
