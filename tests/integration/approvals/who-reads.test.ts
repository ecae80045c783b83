import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, describe, expect, it } from "vitest";
import { POST as review } from "#app/api/v1/requests/[id]/break-glass-reviews/route.ts";
import { POST as changes } from "#app/api/v1/requests/[id]/changes/route.ts";
import { POST as comment } from "#app/api/v1/requests/[id]/comments/route.ts";
import { POST as decide } from "#app/api/v1/requests/[id]/decisions/route.ts";
import { POST as resubmit } from "#app/api/v1/requests/[id]/resubmission/route.ts";
import { GET as read } from "#app/api/v1/requests/[id]/route.ts";
import { GET as readServerRequests } from "#app/api/v1/requests/route.ts";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { listReadableRequests } from "#lib/approvals/queries/list-readable-requests.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { type Actor, type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf, cookieOf } from "#tests/factories/signed-in.ts";

let org: TestOrganization;
let server: GovernedServer;
let outsider: PersonActor;
let requestId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  outsider = await newPerson(org.organizationId, "Outsider", ["member"]);
  ({ requestId } = await askForRefund(org.owner, server));
});

const sees = (actor: Actor, id = requestId) =>
  getRequest(actor, { requestId: id }).then(
    () => "read",
    (error) => error.code,
  );

describe("who reads a request", () => {
  it("shows it to its parties and to whoever sees all, and to nobody else", async () => {
    const readers: Actor[] = [
      org.owner, // asked, and owns the server
      org.member, // gains by it: the agent is theirs
      org.approver,
      org.approver2,
      org.admin,
      org.auditor,
      systemActor(org.organizationId, "test"),
    ];
    for (const reader of readers) expect(await sees(reader)).toBe("read");
    expect(await sees(outsider)).toBe("not_found");
    expect(await sees({ ...outsider, roles: [] })).toBe("forbidden");
  });

  it("loses it with the role, and keeps it for whoever was asked", async () => {
    // They hold no role any more, but a seat: what they were asked, they may look up.
    expect(await sees({ ...org.approver, roles: ["member"] })).toBe("read");
    expect(await sees({ ...org.admin, roles: ["member"] })).toBe("read"); // the backup owner
    expect(await sees({ ...org.auditor, roles: ["member"] })).toBe("not_found");
  });

  it("lets in a delegate while somebody who is asked is away, and not who is named for later", async () => {
    const days = (starts: Date, ends: Date) => ({
      startsOn: starts.toISOString().slice(0, 10),
      endsOn: ends.toISOString().slice(0, 10),
      timeZone: "UTC",
      delegateId: outsider.userId,
    });
    await setAbsence(org.approver, days(addDays(new Date(), 3), addDays(new Date(), 5)));
    expect(await sees(outsider)).toBe("not_found");
    await setAbsence(org.approver, days(new Date(), addDays(new Date(), 5)));
    expect(await sees(outsider)).toBe("read");
  });

  it("leads from a request to the one that takes its place, and back", async () => {
    await askForChanges(org.approver, { requestId, reason: "For a week at most." });
    const next = await resubmitRequest(org.owner, {
      requestId,
      toolIds: [server.refundId],
      consumerIds: [],
      durationDays: 7,
      justification: WHY,
    });
    // Gained by the first alone.
    expect(await sees(org.member, next.requestId)).toBe("read");
    expect(await sees(outsider, next.requestId)).toBe("not_found");
  });

  it("is the same by the API: a page, comments, changes, decisions, another try, reviews", async () => {
    const headers = { cookie: (await cookieOf(outsider)).cookie, origin: "http://localhost:3000" };
    const params = { params: Promise.resolve({ id: requestId }) };
    const url = `http://localhost:3000/api/v1/requests/${requestId}`;
    const send = (handler: typeof comment, body: object) =>
      handler(
        new Request(url, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
        params,
      );
    const answers = await Promise.all([
      read(new Request(url, { headers }), params),
      send(comment, { comment: "May I?" }),
      send(changes, { reason: "Change it, please." }),
      send(decide, { decision: "approve", reason: "Let it be so." }),
      send(resubmit, {
        toolIds: [server.refundId],
        consumerIds: [],
        durationDays: 7,
        justification: WHY,
      }),
      send(review, { verdict: "justified", reason: "It was needed." }),
    ]);
    const unknown = await read(new Request(url, { headers }), {
      params: Promise.resolve({ id: outsider.userId }),
    });
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    const said = await Promise.all([...answers, unknown].map(async (answer) => (await answer.json()).detail));
    expect(new Set(said).size).toBe(1);
    // They learn nothing; the trail has what they tried.
    const denied = await trail(org.organizationId, ["command.denied"]);
    expect(denied.filter(({ subject }) => subject.id === requestId)).toHaveLength(5);
    const all = new Request(`http://localhost:3000/api/v1/requests?view=all&serverId=${server.serverId}`, {
      headers,
    });
    const listed = await readServerRequests(all, { params: Promise.resolve({}) });
    expect(await listed.json()).toMatchObject({ items: [], total: { count: 0 } });
  });

  it("needs the scope where a token asks", async () => {
    const reader = await bearerOf(org.admin, ["requests:read"]);
    const other = await bearerOf(org.admin, ["servers:read"]);
    const params = { params: Promise.resolve({ id: requestId }) };
    const url = `http://localhost:3000/api/v1/requests/${requestId}`;
    expect((await read(new Request(url, { headers: reader.headers }), params)).status).toBe(200);
    expect((await read(new Request(url, { headers: other.headers }), params)).status).toBe(403);
  });

  it("keeps it out of lists, and what was said of it out of the server's history", async () => {
    await commentOnRequest(org.approver, { requestId, comment: "The last one went wrong." });
    const of = { view: "all" as const, serverId: server.serverId };
    expect((await listRequests(outsider, of)).items).toEqual([]);
    expect((await listRequests(org.member, of)).items).toHaveLength(1);
    expect(await listReadableRequests(outsider, { requestIds: [requestId] })).toEqual([]);
    expect(await listReadableRequests(org.member, { requestIds: [requestId] })).toEqual([requestId]);
    const history = await listServerHistory(outsider, { serverId: server.serverId });
    expect(history.items.some(({ type }) => type === "request.commented")).toBe(true);
    expect(JSON.stringify(history)).not.toContain("The last one went wrong");
    expect(JSON.stringify(history)).not.toContain(WHY);
    const whole = await listServerHistory(org.auditor, { serverId: server.serverId });
    expect(JSON.stringify(whole)).toContain("The last one went wrong");
  });

  it("does not cross organizations, whatever the role there", async () => {
    const other = await newOrganization();
    expect(await sees(other.admin)).toBe("not_found");
    expect(await listReadableRequests(other.owner, { requestIds: [requestId] })).toEqual([]);
  });
});

it("shows broken glass to its reviewers, and no trace of it to others", async () => {
  const reviewer = await newPerson(org.organizationId, "Reviewer", ["member"]);
  await glassInForce(org, {
    reviewFrom: [
      { kind: "role", role: "approver" },
      { kind: "person", userId: reviewer.userId },
    ],
  });
  const broken = await breakForRefund(org.owner, server);
  expect(await sees(reviewer, broken.requestId)).toBe("read");
  expect(await sees(reviewer)).toBe("not_found"); // the request that waits beside it
  expect(await sees(outsider, broken.requestId)).toBe("not_found");
  expect(await listBreakGlass(outsider, { serverId: server.serverId })).toEqual({ items: [] });
  expect((await listBreakGlass(reviewer, { serverId: server.serverId })).items).toHaveLength(1);
});
