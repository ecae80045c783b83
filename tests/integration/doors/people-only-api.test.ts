import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE as endAbsence } from "#app/api/v1/absences/[id]/route.ts";
import { PUT as setAbsence } from "#app/api/v1/absences/mine/route.ts";
import { GET as listAbsences } from "#app/api/v1/absences/route.ts";
import { GET as getPreferences, PUT as savePreferences } from "#app/api/v1/notification-preferences/route.ts";
import { POST as retry } from "#app/api/v1/webhook-deliveries/[id]/retries/route.ts";
import { PUT as changeWebhook, DELETE as removeWebhook } from "#app/api/v1/webhooks/[id]/route.ts";
import { POST as rotate } from "#app/api/v1/webhooks/[id]/secret/route.ts";
import { PUT as turn } from "#app/api/v1/webhooks/[id]/state/route.ts";
import { POST as tryOut } from "#app/api/v1/webhooks/[id]/tests/route.ts";
import { GET as listWebhooks, POST as register } from "#app/api/v1/webhooks/route.ts";
import { TOKEN_SCOPES } from "#lib/kernel/actor.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

type Person = TestOrganization["admin"];
const ORIGIN = "http://localhost:3000";
const NOBODY = "01900000-0000-7000-8000-000000000000";
const DAY_MS = 86_400_000;

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization();
});
afterAll(disconnect);

interface Asked {
  id?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

function send(handler: typeof register, method: string, headers: Record<string, string>, asked: Asked = {}) {
  const request = new Request(`${ORIGIN}/api/v1/test`, {
    method,
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers, ...asked.headers },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  });
  return handler(request, { params: Promise.resolve(asked.id === undefined ? {} : { id: asked.id }) });
}
const as = async (person: Person, handler: typeof register, method: string, asked: Asked = {}) =>
  send(handler, method, await cookieOf(person), asked);
const onDay = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const RECEIVER = { name: "Chat", url: "https://chat.example.com/hook", eventTypes: ["campaign.closed"] };

describe("a token with every scope there is", () => {
  const writes: [string, typeof register, string, unknown][] = [
    ["lists who is away", listAbsences, "GET", undefined],
    ["says that it is away", setAbsence, "PUT", { delegateId: NOBODY, startsOn: onDay(1), endsOn: onDay(2) }],
    ["ends an absence", endAbsence, "DELETE", undefined],
    ["reads preferences", getPreferences, "GET", undefined],
    ["lists webhooks", listWebhooks, "GET", undefined],
    ["registers a webhook", register, "POST", RECEIVER],
    ["changes a webhook", changeWebhook, "PUT", { ...RECEIVER, version: 1 }],
    ["rotates a secret", rotate, "POST", { version: 1 }],
    ["turns a webhook off", turn, "PUT", { version: 1, isOn: false }],
    ["tries a webhook out", tryOut, "POST", {}],
    ["sends again", retry, "POST", {}],
    ["removes a webhook", removeWebhook, "DELETE", undefined],
  ];
  test.each(writes)("is answered 403 when it %s", async (_what, handler, method, body) => {
    const { headers } = await bearerOf(org.admin, [...TOKEN_SCOPES]);
    const answer = await send(handler, method, headers, { id: NOBODY, body });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "forbidden" });
  });
});

describe("absences", () => {
  test("are set for oneself, seen by all, and ended by oneself or an administrator", async () => {
    const body = { delegateId: org.approver.userId, startsOn: onDay(1), endsOn: onDay(3) };
    const set = await as(org.owner, setAbsence, "PUT", { body: { ...body, userId: org.member.userId } });
    expect([set.status, await set.json()]).toEqual([200, {}]);
    const list = await (await as(org.auditor, listAbsences, "GET")).json();
    expect(list).toMatchObject({
      items: [{ person: { id: org.owner.userId }, delegate: { id: org.approver.userId }, isOn: false }],
      nextCursor: null,
      total: { count: 1, isEstimate: false },
    });
    expect((await as(org.member, endAbsence, "DELETE", { id: org.owner.userId })).status).toBe(403);
    expect((await as(org.admin, endAbsence, "DELETE", { id: org.owner.userId })).status).toBe(200);
    expect((await (await as(org.owner, listAbsences, "GET")).json()).items).toEqual([]);
  });
});

describe("notification preferences", () => {
  test("are each person's own", async () => {
    const { emails } = await (await as(org.owner, getPreferences, "GET")).json();
    const body = { emails: { ...emails, other: "digest" }, timeZone: "Europe/Berlin", digestHour: 7 };
    expect((await as(org.owner, savePreferences, "PUT", { body })).status).toBe(200);
    expect(await (await as(org.owner, getPreferences, "GET")).json()).toMatchObject(body);
    expect((await (await as(org.member, getPreferences, "GET")).json()).timeZone).toBeNull();
    const wrong = await as(org.owner, savePreferences, "PUT", { body: { ...body, digestHour: 25 } });
    expect(await wrong.json()).toMatchObject({ code: "invalid", errors: [{ field: "digestHour" }] });
  });
});

describe("webhooks", () => {
  test("are registered, changed by version, rotated, turned off, tried and removed by an administrator", async () => {
    const own = await newOrganization();
    expect((await as(own.member, register, "POST", { body: RECEIVER })).status).toBe(403);
    const key = { "idempotency-key": "once" };
    const made = await as(own.admin, register, "POST", { body: RECEIVER, headers: key });
    expect(made.status).toBe(201);
    const { webhookId: id, secret } = await made.json();
    expect(secret).toMatch(/^whsec_/);
    // An answer with a secret is not kept: sent again it is asked again, and the name is taken.
    expect((await as(own.admin, register, "POST", { body: RECEIVER, headers: key })).status).toBe(400);
    const listed = await (await as(own.admin, listWebhooks, "GET")).text();
    expect(listed).not.toContain(secret);

    const body = { ...RECEIVER, name: "Chat room" };
    const stale = await as(own.admin, changeWebhook, "PUT", { id, body, headers: { "if-match": '"9"' } });
    expect(stale.status).toBe(412);
    const changed = await as(own.admin, changeWebhook, "PUT", { id, body, headers: { "if-match": '"1"' } });
    expect(changed.status).toBe(200);
    const rotated = await as(own.admin, rotate, "POST", { id, body: { version: 2 } });
    expect((await rotated.json()).secret).toMatch(/^whsec_/);
    expect((await as(own.admin, tryOut, "POST", { id, body: {} })).status).toBe(202);
    expect((await as(own.admin, turn, "PUT", { id, body: { version: 3, isOn: false } })).status).toBe(200);
    const [item] = (await (await as(own.admin, listWebhooks, "GET")).json()).items;
    expect(item).toMatchObject({ id, name: "Chat room", isOn: false });

    expect((await as(org.admin, removeWebhook, "DELETE", { id })).status).toBe(404);
    expect((await as(own.admin, removeWebhook, "DELETE", { id })).status).toBe(200);
    expect((await (await as(own.admin, listWebhooks, "GET")).json()).items).toEqual([]);
  });

  test("are not written to by another site in a person's name", async () => {
    const headers = { ...(await cookieOf(org.admin)), origin: "https://evil.example" };
    expect((await send(removeWebhook, "DELETE", headers, { id: NOBODY })).status).toBe(403);
    expect((await send(savePreferences, "PUT", headers, { body: {} })).status).toBe(403);
  });
});
