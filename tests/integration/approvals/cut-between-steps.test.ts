import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { expireRequests } from "#lib/approvals/commands/expire-requests.ts";
import { reopenAfterDrift } from "#lib/approvals/commands/reopen-after-drift.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND_CHANGED,
  SEARCH,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { cutConnection } from "#tests/setup/cut-connection.ts";

/** More statements than any command here takes. */
const STATEMENTS_MAX = 200;

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };

/** All that a command of requests may write, as one text: requests, votes, grants, tools, servers, the trail. */
function everything(): Promise<string> {
  const { organizationId } = org;
  return inTenant(organizationId, "read", async (tx) => {
    const where = { organizationId };
    const orderBy = { id: "asc" as const };
    const requests = await tx.request.findMany({ where, orderBy });
    const seats = await tx.requestSeat.count({ where });
    const glass = await tx.breakGlass.findMany({ where });
    const glassSeats = await tx.breakGlassSeat.count({ where });
    const servers = await tx.server.findMany({ where, orderBy, select: { id: true, environment: true } });
    const votes = await tx.requestDecision.findMany({ where, orderBy });
    const grants = await tx.grant.findMany({ where, orderBy });
    const tools = await tx.tool.findMany({
      where,
      orderBy,
      select: { id: true, state: true, stateReason: true },
    });
    const events = await tx.auditEvent.count({ where });
    return JSON.stringify({ requests, seats, glass, glassSeats, servers, votes, grants, tools, events });
  });
}

/**
 * Cuts the connection before each statement in turn: nothing of the command is ever left. Gives how many cuts it took
 * until the command went through.
 */
async function cutEverywhere(act: () => Promise<unknown>): Promise<number> {
  const before = await everything();
  for (let at = 1; at <= STATEMENTS_MAX; at += 1) {
    const { isReached, error } = await cutConnection({ at, when: "before" }, act);
    if (!isReached) {
      expect(error).toBeNull();
      expect(await everything()).not.toBe(before);
      return at - 1;
    }
    expect(error, `cut before statement ${at}`).toMatchObject({ code: "unavailable" });
    expect(await everything(), `cut before statement ${at}`).toBe(before);
  }
  throw new Error("the command never ends");
}

describe("a connection that is lost between any two statements leaves nothing", {
  timeout: 180_000,
}, () => {
  it("of the vote that grants what was asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const cuts = await cutEverywhere(() => decideRequest(org.approver, { requestId, ...VOTE }));
    expect(cuts).toBeGreaterThan(10);
    expect(JSON.parse(await everything())).toMatchObject({
      requests: [{ state: "applied" }],
      grants: [{ state: "active" }, { state: "active" }],
    });
  });

  it("of a request", async () => {
    expect(await cutEverywhere(() => askForRefund(org.owner, server))).toBeGreaterThan(10);
  });

  it("of a rejection", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await cutEverywhere(() => decideRequest(org.approver, { requestId, ...VOTE, decision: "reject" }));
  });

  it("of a withdrawal", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await cutEverywhere(() => withdrawRequest(org.owner, { requestId }));
  });

  it("of an expiry", async () => {
    await askForRefund(org.owner, server);
    const restore = setClock(() => new Date(Date.now() + 60 * 86_400_000));
    try {
      await cutEverywhere(() => expireRequests(systemActor(org.organizationId, "request expiry"), {}));
    } finally {
      restore();
    }
  });

  it("of broken glass", async () => {
    await glassInForce(org);
    expect(await cutEverywhere(() => breakForRefund(org.owner, server))).toBeGreaterThan(10);
    const { glass, grants } = JSON.parse(await everything());
    expect([glass.length, grants.length]).toEqual([1, 2]);
  });

  it("of a repair", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    for (const { userId } of [org.approver, org.approver2]) await deactivateUser(org.admin, { userId });
    await newPerson(org.organizationId, "Helper", ["approver"]);
    const repair = { requestId, reason: "Its people are gone." };
    expect(await cutEverywhere(() => repairRequest(org.admin, repair))).toBeGreaterThan(5);
  });

  it("of the vote that moves a server, and carries on what is in force on it", async () => {
    const moving = await newGovernedServer(org, "development", "ticket-desk-2");
    await enableRefund(org, moving);
    const { requestId } = await askFor(org.owner, moving.serverId, { moveTo: "production" });
    expect(await cutEverywhere(() => approve(org.approver, requestId))).toBeGreaterThan(10);
    const grants = await grantsOf(org, moving.serverId);
    expect(grants.map(({ state }) => state).toSorted()).toEqual(["active", "active", "revoked", "revoked"]);
  });

  it("of the request that takes the place of one that went stale", async () => {
    await askForRefund(org.owner, server);
    await offerTools(org.organizationId, server.serverId, [REFUND_CHANGED, SEARCH]);
    const { serverId } = server;
    await cutEverywhere(() => reopenAfterDrift(systemActor(org.organizationId, "drift"), { serverId }));
    const { requests } = JSON.parse(await everything()) as { requests: { state: string }[] };
    expect(requests.map(({ state }) => state).toSorted()).toEqual(["pending", "withdrawn"]);
  });
});

it("lost while the answer to a vote is under way, the vote counts once, though it is given again", {
  timeout: 180_000,
}, async () => {
  const { requestId } = await askForRefund(org.owner, server);
  const whole = await cutConnection({ at: STATEMENTS_MAX, when: "after" }, () =>
    decideRequest(org.approver, { requestId, ...VOTE }),
  );
  // Every fifth, and each of the last, among which are the append to the trail and the commit.
  const all = Array.from({ length: whole.statements }, (_, index) => index + 1);
  for (const at of all.filter((one) => one % 5 === 0 || one > whole.statements - 6)) {
    const other = await newOrganization();
    const asked = await askForRefund(other.owner, await newGovernedServer(other));
    const vote = () => decideRequest(other.approver, { requestId: asked.requestId, ...VOTE });
    const { error } = await cutConnection({ at, when: "after" }, vote);
    if (error !== null) {
      // Nobody knows whether it was counted: it is given again, and is either the first or one too many.
      await vote().catch((again: unknown) => expect(again).toMatchObject({ code: "refused" }));
    }
    const where = { requestId: asked.requestId };
    const grants = await inTenant(other.organizationId, "read", (tx) => tx.grant.count({ where }));
    const votes = await inTenant(other.organizationId, "read", (tx) => tx.requestDecision.count({ where }));
    const told = await trail(other.organizationId, ["request.approved_by"]);
    expect([grants, votes, told.length], `cut after statement ${at} of ${whole.statements}`).toEqual([
      2, 1, 1,
    ]);
  }
});
