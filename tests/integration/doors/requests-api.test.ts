import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { POST as askForChanges } from "#app/api/v1/requests/[id]/changes/route.ts";
import { POST as comment } from "#app/api/v1/requests/[id]/comments/route.ts";
import { POST as decide } from "#app/api/v1/requests/[id]/decisions/route.ts";
import { POST as resubmit } from "#app/api/v1/requests/[id]/resubmission/route.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { TOKEN_SCOPES } from "#lib/kernel/actor.ts";
import { askForRefund, type GovernedServer, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

const ORIGIN = "http://localhost:3000";
type Headers = Record<string, string>;

let org: TestOrganization;
let server: GovernedServer;
let id: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  ({ requestId: id } = await askForRefund(org.owner, server));
});

async function send(handler: typeof decide, headers: Headers, body: object) {
  const response = await handler(
    new Request(`${ORIGIN}/api/v1/test`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ id }) },
  );
  return { status: response.status, body: await response.json() };
}

const asPage = async (person: TestOrganization["owner"]): Promise<Headers> => ({
  cookie: (await cookieOf(person)).cookie,
  origin: ORIGIN,
});
const changed = () => ({
  toolIds: [server.refundId],
  consumerIds: [server.consumerId],
  durationDays: 7,
  justification: "For a week, and no longer than that.",
});

describe("what people say about a request", () => {
  it("comes by the API as by the page: a comment, changes asked for, sent again, approved for less time", async () => {
    const owner = await asPage(org.owner);
    const approver = await asPage(org.approver);
    expect((await send(comment, owner, { comment: "Whoever can, please look." })).status).toBe(201);
    expect((await send(askForChanges, approver, { reason: "For a week at most." })).status).toBe(201);
    const waits = await send(decide, approver, { decision: "approve", reason: "After all." });
    expect(waits).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("asked for changes") },
    });
    const again = await send(resubmit, owner, changed());
    expect(again).toMatchObject({ status: 201, body: { requestId: expect.any(String) } });
    id = again.body.requestId;
    const longer = await send(decide, approver, {
      decision: "approve",
      reason: "Fine now.",
      durationDays: 8,
    });
    expect(longer).toMatchObject({ status: 400, body: { errors: [{ field: "durationDays" }] } });
    const decided = await send(decide, approver, {
      decision: "approve",
      reason: "Fine now.",
      durationDays: 3,
    });
    expect(decided).toMatchObject({ status: 200, body: { state: "applied" } });
  });

  it("is refused to a token with every scope there is, which is no person", async () => {
    const { headers } = await bearerOf(org.admin, [...TOKEN_SCOPES]);
    const tries = [
      send(decide, headers, { decision: "approve", reason: "I say so." }),
      send(decide, headers, { decision: "reject", reason: "I say so." }),
      send(comment, headers, { comment: "I say so." }),
      send(askForChanges, headers, { reason: "I say so." }),
      send(resubmit, headers, changed()),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await getRequest(org.owner, { requestId: id })).toMatchObject({ state: "pending", remarks: [] });
  });

  it("is not found from another organization, whose own request it does not become", async () => {
    const other = await newOrganization();
    const admin = await asPage(other.admin);
    for (const [handler, body] of [
      [comment, { comment: "Hello." }],
      [askForChanges, { reason: "Change it." }],
      [resubmit, changed()],
    ] as const) {
      expect((await send(handler, admin, body)).status).toBeGreaterThanOrEqual(403);
    }
  });
});
