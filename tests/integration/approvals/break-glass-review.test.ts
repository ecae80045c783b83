import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lapseBreakGlass } from "#lib/approvals/commands/lapse-break-glass.ts";
import { repairBreakGlass } from "#lib/approvals/commands/repair-break-glass.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listBreakGlass } from "#lib/approvals/queries/list-break-glass.ts";
import { type Actor, systemActor, TOKEN_SCOPES } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant, type Tx } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { somebodyWaitsFor } from "#tests/factories/waits.ts";

let org: TestOrganization;
let server: GovernedServer;
let requestId: string;
let restoreClock = () => {};

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  await glassInForce(org, { reviewWithinHours: 2 });
  ({ requestId } = await breakForRefund(org.owner, server));
});

afterEach(() => restoreClock());

const HOUR = 3_600_000;
const REASON = "Looked at the run and its account.";

const say = (who: Actor, verdict: "justified" | "not_justified") =>
  reviewBreakGlass(who, { requestId, verdict, reason: REASON });
const lapse = () => lapseBreakGlass(systemActor(org.organizationId, "test"), {});
const look = () => getRequest(org.auditor, { requestId });
const grantStates = async () => (await look()).grants.map(({ state }) => state);
const inHours = (hours: number) => {
  const at = Date.now() + hours * HOUR;
  restoreClock = setClock(() => new Date(at));
};

describe("two reviews", () => {
  it("both justified close it on record, and it still ends at its own time", async () => {
    expect(await say(org.approver, "justified")).toMatchObject({ state: "open" });
    expect(await say(org.approver2, "justified")).toMatchObject({ state: "justified" });
    expect(await grantStates()).toEqual(["active", "active"]);
    const { breakGlass, grants } = await look();
    expect(breakGlass).toMatchObject({
      state: "justified",
      reviews: [
        { person: { name: "Approver" }, verdict: "justified" },
        { person: { name: "Approver Two" }, verdict: "justified" },
      ],
      allowed: { review: "Two others have reviewed this already." },
    });
    expect(Date.parse(grants[0]?.expiresAt ?? "")).toBeLessThanOrEqual(Date.now() + 4 * HOUR);
    const [closed] = await trail(org.organizationId, ["break_glass.closed"]);
    expect(closed?.detail).toMatchObject({ state: "justified", notify: [org.owner.userId] });
    await expect(say(org.approver, "not_justified")).rejects.toMatchObject({ code: "refused" });
  });

  it("one not justified cuts it at once; the second closes it", async () => {
    expect(await say(org.approver, "not_justified")).toMatchObject({ state: "cut" });
    expect(await grantStates()).toEqual(["revoked", "revoked"]);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining(`/approvals/${requestId}`),
    });
    expect(await say(org.approver2, "justified")).toMatchObject({ state: "unjustified" });
  });

  it("at once are counted one after the other", async () => {
    const states = await Promise.all([say(org.approver, "justified"), say(org.approver2, "justified")]);
    expect(states.map(({ state }) => state).sort()).toEqual(["justified", "open"]);
    expect(await trail(org.organizationId, ["break_glass.closed"])).toHaveLength(1);
  });

  it("of three at once are two, and the third comes too late", async () => {
    const third = await newPerson(org.organizationId, "Third", ["approver"]);
    await say(org.approver, "not_justified");
    await say(org.approver2, "justified");
    // Those asked are found when glass is broken: for another tool, since what was cut waits for a day.
    const search = { toolIds: [server.searchId], consumerIds: [] };
    ({ requestId } = await breakForRefund(org.owner, server, search));
    const answers = await Promise.allSettled(
      [org.approver, org.approver2, third].map((who) => say(who, "justified")),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect((await look()).breakGlass).toMatchObject({ state: "justified" });
  });

  it("by one person are one", async () => {
    const both = await Promise.allSettled([say(org.approver, "justified"), say(org.approver, "justified")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await look()).breakGlass).toMatchObject({ state: "open" });
  });
});

describe("who reviews", () => {
  it("is never whoever used it, with whatever role", async () => {
    const promoted = { ...org.owner, roles: ["admin", "approver"] as const };
    await expect(say(promoted, "justified")).rejects.toMatchObject({
      code: "refused",
      publicMessage: "You broke this glass, so two others review it.",
    });
  });

  it("is nobody who gains by it, was not asked, or is no person", async () => {
    await expect(say(org.member, "justified")).rejects.toMatchObject({ code: "forbidden" });
    const late = await newPerson(org.organizationId, "Late", ["approver", "member"]);
    await expect(say(late, "justified")).rejects.toMatchObject({ code: "forbidden" });
    const token: Actor = {
      kind: "token",
      organizationId: org.organizationId,
      tokenId: newId(),
      name: "t",
      scopes: TOKEN_SCOPES,
    };
    await expect(say(token, "justified")).rejects.toMatchObject({ code: "forbidden" });
    await expect(say(systemActor(org.organizationId, "test"), "justified")).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await newOrganization();
    await expect(say(other.admin, "justified")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is nobody who has lost what made them one of those meanwhile", async () => {
    await withoutRole(org.approver.userId);
    await expect(say(org.approver, "justified")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("sees what waits for their review, and nobody else does", async () => {
    const waits = async (who: Actor) => (await listBreakGlass(who, { toReview: true })).items.length;
    expect(await waits(org.approver)).toBe(1);
    expect(await waits(org.owner)).toBe(0);
    expect(await waits(org.member)).toBe(0);
    await say(org.approver, "justified");
    expect(await waits(org.approver)).toBe(0);
    expect(await waits(org.approver2)).toBe(1);
    const { items } = await listBreakGlass(org.auditor, { serverId: server.serverId });
    expect(items).toMatchObject([{ requestId, person: { name: "Owner" }, server: { slug: server.slug } }]);
  });
});

describe("without two reviews in time", () => {
  it("it is cut by the sweep, on record, and its person breaks no other until it is reviewed, late", async () => {
    await say(org.approver, "justified");
    expect(await lapse()).toMatchObject({ lapsed: 0 });
    inHours(3);
    expect(await lapse()).toMatchObject({ lapsed: 1 });
    expect(await lapse()).toMatchObject({ lapsed: 0 });
    restoreClock();
    expect(await grantStates()).toEqual(["revoked", "revoked"]);
    expect(await toolState(org.organizationId, server.serverId, server.refundId)).toBe("disabled");
    const [lapsed] = await trail(org.organizationId, ["break_glass.lapsed"]);
    expect(lapsed?.detail).toMatchObject({
      reviews: 1,
      grantsCut: 2,
      notify: expect.arrayContaining([org.owner.userId, org.approver2.userId]),
    });
    await expect(breakForRefund(org.owner, server)).rejects.toMatchObject({ code: "refused" });
    expect(await say(org.approver2, "justified")).toMatchObject({ state: "justified" });
    await expect(breakForRefund(org.owner, server)).resolves.toMatchObject({ requestId: expect.any(String) });
  });

  it("it is on record as unreviewed where its grants have ended by then, which are not called revoked", async () => {
    inHours(5);
    expect(await lapse()).toMatchObject({ lapsed: 1 });
    expect(await grantStates()).toEqual(["active", "active"]);
    expect((await look()).breakGlass).toMatchObject({ state: "overdue" });
  });

  it("a sweep that dies half-way leaves nothing half cut, and the next one cuts it", async () => {
    inHours(3);
    const died = await inTenant(org.organizationId, "write", async (tx) => {
      // Its use is held and its first grant waited for: in the middle of cutting it, the sweep's connection dies.
      await tx.$queryRaw`select id from grants where request_id = ${requestId}::uuid for update`;
      const sweep = Promise.allSettled([lapse()]);
      await expect.poll(() => somebodyWaitsFor(tx)).toBe(true);
      await asOwner(
        "select pg_terminate_backend(pid) from pg_locks where not granted and $1 = any (pg_blocking_pids(pid))",
        [await backendOf(tx)],
      );
      return sweep;
    });
    expect(died).toMatchObject([{ status: "rejected" }]);
    expect((await look()).breakGlass).toMatchObject({ state: "open" });
    expect(await grantStates()).toEqual(["active", "active"]);
    expect(await lapse()).toMatchObject({ lapsed: 1 });
    expect(await grantStates()).toEqual(["revoked", "revoked"]);
    expect(await trail(org.organizationId, ["break_glass.lapsed"])).toHaveLength(1);
  });
});

describe("reviewers who are gone", () => {
  it("are found anew by an administrator, who does not review it then", async () => {
    await expect(repairBreakGlass(org.admin, { requestId, reason: "Both have left." })).rejects.toMatchObject(
      {
        code: "refused",
      },
    );
    await withoutRole(org.approver.userId);
    await withoutRole(org.approver2.userId);
    const offered = async () => (await getRequest(org.admin, { requestId })).breakGlass?.allowed.repair;
    expect(await offered()).toContain("Nobody new may review it");
    const second = await newPerson(org.organizationId, "Second admin", ["admin", "member"]);
    const fresh = await newPerson(org.organizationId, "Fresh", ["approver", "member"]);
    expect(await offered()).toBe(true);
    expect(await repairBreakGlass(second, { requestId, reason: "Both have left." })).toMatchObject({
      added: 1,
    });
    // The other administrator put the consumer on record, so they are a party to it.
    await expect(say(org.admin, "justified")).rejects.toMatchObject({ code: "refused" });
    await expect(say(second, "justified")).rejects.toMatchObject({ code: "refused" });
    await say(fresh, "justified");
    await giveRole(org.approver.userId);
    expect(await say(org.approver, "justified")).toMatchObject({ state: "justified" });
  });
});

async function backendOf(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

function giveRole(userId: string): Promise<unknown> {
  const { organizationId } = org;
  return inTenant(organizationId, "write", (tx) =>
    tx.roleAssignment.create({ data: { organizationId, userId, role: "approver", assignedAt: new Date() } }),
  );
}

function withoutRole(userId: string): Promise<unknown> {
  return inTenant(org.organizationId, "write", (tx) =>
    tx.roleAssignment.deleteMany({ where: { userId, role: "approver" } }),
  );
}
