import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as comment } from "#app/api/v1/requests/[id]/comments/route.ts";
import { POST as decide } from "#app/api/v1/requests/[id]/decisions/route.ts";
import { GET as read } from "#app/api/v1/requests/[id]/route.ts";
import { disconnect } from "#lib/kernel/db.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { cookieOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
let server: GovernedServer;
let approver: Record<string, string>;

beforeAll(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  approver = { ...(await cookieOf(org.approver)), origin: "http://localhost:3000" };
});
afterAll(disconnect);

function call(handler: typeof decide, id: string, headers: Record<string, string> = {}, body?: unknown) {
  const request = new Request(`http://localhost:3000/api/v1/requests/${id}/test`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...approver, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve({ id }) });
}
const reject = { decision: "reject", reason: WHY };

describe("a write with If-Match", () => {
  test("is done for the version that was read, and 412 for another, which stays as it was", async () => {
    const { requestId: id } = await askForRefund(org.owner, server);
    const tag = (await call(read, id)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"\d+"$/);
    const stale = await call(decide, id, { "if-match": '"999"' }, reject);
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({ code: "conflict", status: 412 });
    expect(await (await call(read, id)).json()).toMatchObject({ state: "pending" });
    const done = await call(decide, id, { "if-match": tag }, reject);
    expect(await done.json()).toMatchObject({ requestId: id, state: "rejected" });
  });

  test.each(["*", 'W/"1"', '"1", "2"', '"0"', "one"])(
    "is invalid when it names no version: %s",
    async (tag) => {
      const id = "01900000-0000-7000-8000-000000000000";
      expect((await call(decide, id, { "if-match": tag }, reject)).status).toBe(400);
    },
  );

  test("is invalid where body and header differ, and where there is no version at all", async () => {
    const id = "01900000-0000-7000-8000-000000000000";
    expect((await call(decide, id, { "if-match": '"2"' }, { ...reject, version: 1 })).status).toBe(400);
    expect((await call(comment, id, { "if-match": '"2"' }, { comment: "Seen." })).status).toBe(400);
  });
});

describe("a write with an Idempotency-Key", () => {
  test("runs once; the key is no key to the same words elsewhere", async () => {
    const { requestId: one } = await askForRefund(org.owner, server);
    const key = { "idempotency-key": "comment-1" };
    const first = await call(comment, one, key, { comment: "Who asked for this?" });
    const again = await call(comment, one, key, { comment: "Who asked for this?" });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = "01900000-0000-7000-8000-000000000000";
    expect((await call(comment, other, key, { comment: "Who asked for this?" })).status).toBe(409);
    const { comments, remarks } = await (await call(read, one)).json();
    expect(JSON.stringify(comments ?? remarks).match(/Who asked for this/g)).toHaveLength(1);
  });
});
