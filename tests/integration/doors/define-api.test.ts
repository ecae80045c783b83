import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as dates } from "#app/(console)/reviews/[id]/dates.ics/route.ts";
import { POST as copy } from "#app/api/v1/campaigns/[id]/copies/route.ts";
import { PUT as change, DELETE as discard } from "#app/api/v1/campaigns/[id]/route.ts";
import { POST as run } from "#app/api/v1/campaigns/[id]/run/route.ts";
import { GET as look, POST as stage, DELETE as unstage } from "#app/api/v1/campaigns/[id]/staging/route.ts";
import { POST as define } from "#app/api/v1/campaigns/route.ts";
import type { RouteHandler } from "#lib/doors/route.ts";
import { TOKEN_SCOPES } from "#lib/kernel/actor.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { tasks } from "#lib/reviews/jobs.ts";
import { STAGE_TASK } from "#lib/reviews/staging.ts";
import { newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

const ORIGIN = "http://localhost:3000";
const NOBODY = "01900000-0000-7000-8000-000000000000";
const DEFINITION = {
  format: 1,
  name: "Over REST",
  scope: {},
  subjects: ["server"],
  stages: [{ name: "Owners", reviewers: [{ kind: "owner" }], days: 14 }],
  fallback: { kind: "role", role: "admin" },
  noResponse: { low: "keep", medium: "keep", high: "revoke" },
};

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization();
  await newGovernedServer(org);
});
afterAll(disconnect);

interface Asked {
  id?: string;
  body?: unknown;
  version?: number;
  as?: Record<string, string>;
}

async function send(handler: RouteHandler, method: string, { id, body, version, as }: Asked = {}) {
  const headers: Record<string, string> = {
    origin: ORIGIN,
    "content-type": "application/json",
    ...(as ?? (await cookieOf(org.admin))),
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
  };
  const request = new Request(`${ORIGIN}/api/v1/test`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) });
}

test("a review is defined, changed, staged, looked at, taken back, staged again and run", async () => {
  const made = await send(define, "POST", { body: { definition: DEFINITION } });
  expect(made.status).toBe(201);
  const { campaignId: id } = await made.json();
  const definition = { ...DEFINITION, name: "Renamed" };
  const stale = await send(change, "PUT", { id, body: { definition }, version: 9 });
  expect(stale.status).toBe(412);
  expect((await send(change, "PUT", { id, body: { definition }, version: 1 })).status).toBe(200);
  expect((await send(stage, "POST", { id, body: {}, version: 2 })).status).toBe(202);
  expect(await (await send(look, "GET", { id })).json()).toMatchObject({ staging: { expected: 1 } });
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: id });
  expect((await send(dates, "GET", { id })).status).toBe(409);
  expect(await (await send(look, "GET", { id })).json()).toMatchObject({
    staging: null,
    reviewers: [{ items: 1 }],
    allowed: { start: true },
  });
  const back = await send(unstage, "DELETE", { id, version: 4 });
  expect(await back.json()).toMatchObject({ version: 5 });
  expect((await send(stage, "POST", { id, body: { version: 5 } })).status).toBe(202);
  await tasks[STAGE_TASK]?.({ organizationId: org.organizationId, campaignId: id });
  expect((await send(run, "POST", { id, body: { version: 7 } })).status).toBe(200);
  const calendar = await send(dates, "GET", { id });
  expect(calendar.headers.get("content-type")).toContain("text/calendar");
  const lines = (await calendar.text()).replaceAll("\r\n ", "");
  expect(lines).toContain(`URL;VALUE=URI:${ORIGIN}/reviews/${id}`);
});

test("a copy asks the same under a name of its own, and can be given up", async () => {
  const made = await (await send(define, "POST", { body: { definition: DEFINITION } })).json();
  const copied = await send(copy, "POST", { id: made.campaignId, body: {} });
  expect(copied.status).toBe(201);
  const { campaignId: id, version } = await copied.json();
  expect((await send(discard, "DELETE", { id, version })).status).toBe(200);
  expect((await send(discard, "DELETE", { id, version: 2 })).status).toBe(409);
});

test("a wrong definition is answered at the place that is wrong", async () => {
  const stages = [{ ...DEFINITION.stages[0], days: 0 }];
  const answer = await send(define, "POST", { body: { definition: { ...DEFINITION, stages } } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ field: "definition.stages.0.days", message: "At least 1 day." }],
  });
});

test.each([
  ["defines", define, "POST", { definition: DEFINITION }],
  ["changes", change, "PUT", { definition: DEFINITION, version: 1 }],
  ["stages", stage, "POST", { version: 1 }],
  ["runs", run, "POST", { version: 1 }],
  ["copies", copy, "POST", {}],
] as const)("a token with every scope is answered 403 when it %s", async (_what, handler, method, body) => {
  const { headers } = await bearerOf(org.admin, [...TOKEN_SCOPES]);
  const answer = await send(handler, method, { id: NOBODY, body, as: headers });
  expect(answer.status).toBe(403);
});
