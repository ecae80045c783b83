import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const DAY = 86_400_000;

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const approve = (by: PersonActor, requestId: string, durationDays?: number) =>
  decideRequest(by, { requestId, ...VOTE, durationDays });

async function daysGranted(): Promise<number[]> {
  const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
  return items.map(({ grantedAt, expiresAt }) => (Date.parse(expiresAt) - Date.parse(grantedAt)) / DAY);
}

function rawVote(requestId: string, by: PersonActor, given: object) {
  const { organizationId } = org;
  const vote = { ...VOTE, stagePosition: 1, deciderId: by.userId, decidedAt: new Date(), ...given };
  const ids = { organizationId, id: newId(), requestId, requesterId: org.owner.userId };
  return inTenant(organizationId, "write", (tx) => tx.requestDecision.create({ data: { ...ids, ...vote } }));
}

describe("an approver who gives less time", () => {
  it("shortens the grants, and it is on the request, in the trail and told to whoever asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await approve(org.approver, requestId, 7);
    expect(await daysGranted()).toEqual([7, 7]);
    expect(await getRequest(org.owner, { requestId })).toMatchObject({
      durationDays: 30,
      approvedDays: 7,
      stages: [{ votes: [{ durationDays: 7 }] }],
    });
    const told = await trail(org.organizationId, ["request.approved_by", "request.approved"]);
    expect(told.map(({ detail }) => detail.shortenedToDays)).toEqual([7, 7]);
  });

  it("shortens it for those after them, of whom the shortest wins and nobody gets it longer again", async () => {
    await putInForce(org, {
      stages: [
        stage({ quorum: 2 }),
        stage({ name: "Owner's side", from: [{ kind: "role", role: "admin" }] }),
      ],
    });
    const { requestId } = await submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [server.refundId],
      durationDays: 30,
      justification: WHY,
    });
    expect(await approve(org.approver, requestId, 14)).toMatchObject({ state: "pending" });
    expect(await getRequest(org.approver2, { requestId })).toMatchObject({ approvedDays: 14 });
    await expect(approve(org.approver2, requestId, 15)).rejects.toMatchObject({
      code: "invalid",
      fields: { durationDays: expect.stringContaining("At most 14 days") },
    });
    await approve(org.approver2, requestId);
    await approve(org.admin, requestId, 3);
    expect(await daysGranted()).toEqual([3]);
  });

  it("at the same time as another is taken in turn: the longer of two is refused or comes first", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const { requestId } = await askForRefund(org.owner, server);
    await Promise.allSettled([approve(org.approver, requestId, 5), approve(org.approver2, requestId, 10)]);
    const request = await getRequest(org.owner, { requestId });
    expect(request.approvedDays).toBe(5);
    if (request.state === "applied") expect(await daysGranted()).toEqual([5, 5]);
    else expect(request.stages[0]?.votes).toHaveLength(1);
  });

  it("cannot lengthen it, nor shorten by a rejection, past the application either", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await expect(approve(org.approver, requestId, 31)).rejects.toMatchObject({ code: "invalid" });
    await expect(rawVote(requestId, org.approver, { durationDays: 31 })).rejects.toMatchObject({
      code: "refused",
      publicMessage: "An approver may give less time than was asked, never more.",
    });
    await expect(rawVote(requestId, org.approver, { durationDays: 0 })).rejects.toThrow();
    await expect(rawVote(requestId, org.approver, { decision: "reject", durationDays: 5 })).rejects.toThrow();
  });

  it("holds in the database: no grant outlasts it", async () => {
    const requestId = await enableRefund(org, server);
    // Past the guard that lets nothing be granted twice, so that this one is seen.
    const copyOf = (days: number) =>
      asOwner(`
        alter table grants disable trigger refuse_spent_approval;
        update grants set state = 'revoked', revoked_at = granted_at, state_reason = 'Test'
          where request_id = '${requestId}' and kind = 'access';
        insert into grants (organization_id, id, kind, server_id, server_digest, consumer_id, state, origin_kind,
          request_id, granted_at, expires_at)
        select organization_id, gen_random_uuid(), kind, server_id, server_digest, consumer_id, 'active', origin_kind,
          request_id, granted_at + interval '5 days', granted_at + make_interval(days => ${days})
        from grants where request_id = '${requestId}' and kind = 'access';
        alter table grants enable trigger refuse_spent_approval`);
    // Also not by saying that it was granted later.
    await expect(copyOf(31)).rejects.toThrow(/grant_ends_when_approved/);
    await copyOf(30);
  });
});

describe("where a stage asks for no reason", () => {
  it("an approval may go without; a rejection never does", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2, needsReason: false })] });
    const { requestId } = await askForRefund(org.owner, server);
    const silent = { requestId, reason: "" };
    await expect(decideRequest(org.approver2, { ...silent, decision: "reject" })).rejects.toMatchObject({
      code: "invalid",
      fields: { reason: expect.any(String) },
    });
    await expect(
      rawVote(requestId, org.approver2, { decision: "reject", reason: " " }),
    ).rejects.toMatchObject({
      publicMessage: "This answer wants a reason.",
    });
    expect(await getRequest(org.approver, { requestId })).toMatchObject({ needsReason: false });
    await decideRequest(org.approver, { ...silent, decision: "approve" });
    expect(await decideRequest(org.approver2, { ...silent, decision: "approve" })).toMatchObject({
      state: "applied",
    });
  });

  it("is frozen on the request: another policy asks for no more afterwards, and for no less", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await putInForce(org, { stages: [stage({ needsReason: false })] });
    const silent = { requestId, decision: "approve" as const };
    await expect(decideRequest(org.approver, silent)).rejects.toMatchObject({ code: "invalid" });
    await expect(rawVote(requestId, org.approver, { reason: "" })).rejects.toMatchObject({ code: "refused" });
  });
});
