import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { beforeEach, describe, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { expireRequests } from "#lib/approvals/commands/expire-requests.ts";
import { followUpRequest } from "#lib/approvals/commands/follow-up-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import type { ApprovalPolicy } from "#lib/policy/approval/policy-document.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  toolState,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const APPROVE = { decision: "approve" as const, reason: "Needed and bounded." };
const CHANGES = { reason: "Thirty days are too many; ask for the search only." };

let org: TestOrganization;
let server: GovernedServer;
let requestId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  ({ requestId } = await askForRefund(org.owner, server));
});

const changed = () => ({
  requestId,
  toolIds: [server.searchId],
  consumerIds: [server.consumerId],
  durationDays: 7,
  justification: "Only the search is needed, for a week.",
});
const approve = (by: PersonActor, id = requestId) => decideRequest(by, { requestId: id, ...APPROVE });
const state = (toolId: string) => toolState(org.organizationId, server.serverId, toolId);

function rawRemark(by: PersonActor, kind: "comment" | "changes_asked" = "changes_asked", id = requestId) {
  const { organizationId } = org;
  const remark = { kind, body: "Change it.", authorId: by.userId, requestId: id, writtenAt: new Date() };
  return inTenant(organizationId, "write", (tx) =>
    tx.requestRemark.create({ data: { ...remark, organizationId, id: newId() } }),
  );
}

describe("a request that an approver wants changed", () => {
  it("stays pending and is approved by nobody, by the command or past it; its asker is told what to change", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const request = await getRequest(org.owner, { requestId });
    expect(request).toMatchObject({
      state: "pending",
      changesAsked: { body: CHANGES.reason, author: { name: "Approver" } },
      allowed: { resubmit: true },
    });
    for (const by of [org.approver, org.approver2]) {
      await expect(approve(by)).rejects.toMatchObject({
        code: "refused",
        publicMessage: expect.stringContaining("Approver asked for changes"),
      });
    }
    const vote = { ...APPROVE, stagePosition: 1, deciderId: org.approver2.userId, decidedAt: new Date() };
    const ids = { organizationId: org.organizationId, id: newId(), requestId, requesterId: org.owner.userId };
    const raw = inTenant(org.organizationId, "write", (tx) =>
      tx.requestDecision.create({ data: { ...ids, ...vote } }),
    );
    await expect(raw).rejects.toMatchObject({
      publicMessage: expect.stringContaining("Changes were asked for"),
    });
    const [told] = await trail(org.organizationId, ["request.changes_asked"]);
    expect(told?.detail).toMatchObject({ notify: [org.owner.userId], href: `/approvals/${requestId}` });
  });

  it("waits in nobody's inbox but can be rejected, and expires like any other", async () => {
    expect(await countMyApprovals(org.approver2, {})).toBe(1);
    await askForChanges(org.approver, { requestId, ...CHANGES });
    expect(await countMyApprovals(org.approver2, {})).toBe(0);
    const { expiresAt } = await getRequest(org.owner, { requestId });
    const putBack = setClock(() => new Date(Date.parse(expiresAt) + 1));
    try {
      await expect(resubmitRequest(org.owner, changed())).rejects.toMatchObject({ code: "refused" });
      await expireRequests(systemActor(org.organizationId, "request expiry"), {});
      expect((await getRequest(org.owner, { requestId })).state).toBe("expired");
    } finally {
      putBack();
    }
  });

  it("reminds nobody of an approval that cannot be given, and asks nobody else for it", async () => {
    const followUp = {
      remindAfterDays: 1,
      escalateAfterDays: 1,
      escalateTo: [{ kind: "role", role: "admin" }],
    };
    await putInForce(org, { answer: { withinDays: 10, ...followUp } as ApprovalPolicy["answer"] });
    ({ requestId } = await freshRequest());
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const putBack = setClock(() => addDays(new Date(), 5));
    try {
      const followed = await followUpRequest(systemActor(org.organizationId, "test"), { requestId });
      expect(followed).toEqual({ reminded: 0, asked: 0 });
    } finally {
      putBack();
    }
  });

  it("can still be rejected by whoever is asked", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const rejected = await decideRequest(org.approver2, {
      requestId,
      decision: "reject",
      reason: "Not at all.",
    });
    expect(rejected.state).toBe("rejected");
    await expect(resubmitRequest(org.owner, changed())).rejects.toMatchObject({ code: "refused" });
  });

  it("is sent again as another that takes its place, whose votes begin anew, each naming the other", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    ({ requestId } = await freshRequest());
    await approve(org.approver);
    await askForChanges(org.approver2, { requestId, ...CHANGES });
    const again = { ...changed(), toolIds: [server.refundId] };
    const { requestId: newOne } = await resubmitRequest(org.owner, again);
    expect(await getRequest(org.approver, { requestId: newOne })).toMatchObject({
      state: "pending",
      durationDays: 7,
      justification: again.justification,
      changesAsked: null,
      stages: [{ votes: [] }],
      replaces: { id: requestId, votes: [{ person: { name: "Approver" }, decision: "approve" }] },
      allowed: { approve: true },
    });
    expect(await getRequest(org.owner, { requestId })).toMatchObject({
      state: "withdrawn",
      stateReason: expect.stringContaining("Approver Two asked for changes"),
      replacedBy: { id: newOne },
    });
    const withdrawn = (await trail(org.organizationId, ["request.withdrawn"])).at(-1);
    expect(withdrawn?.detail).toMatchObject({ notify: [org.approver.userId], href: `/approvals/${newOne}` });
    await approve(org.approver, newOne);
    expect(await approve(org.approver2, newOne)).toMatchObject({ state: "applied" });
  });

  it("lets go of the tools it no longer asks for", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    await resubmitRequest(org.owner, changed());
    expect([await state(server.refundId), await state(server.searchId)]).toEqual(["discovered", "pending"]);
  });
});

describe("changes are asked for", () => {
  it("by nobody who could not decide: not the asker, a member, an auditor, a token, nor another organization", async () => {
    const asker = await newPerson(org.organizationId, "Late Approver", ["approver"]);
    const scopes = ["requests:read"] as const;
    const token = {
      kind: "token",
      organizationId: org.organizationId,
      tokenId: newId(),
      name: "T",
      scopes,
    } as const;
    for (const actor of [org.member, org.auditor, asker, token, systemActor(org.organizationId, "test")]) {
      await expect(askForChanges(actor, { requestId, ...CHANGES })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(askForChanges(org.owner, { requestId, ...CHANGES })).rejects.toMatchObject({
      code: "refused",
    });
    const other = await newOrganization();
    await expect(askForChanges(other.approver, { requestId, ...CHANGES })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const by of [org.owner, org.member, asker]) {
      await expect(rawRemark(by)).rejects.toMatchObject({
        publicMessage: "Only those who may decide on a request ask for changes.",
      });
    }
  });

  it("once, also by two at the same time", async () => {
    const asks = [org.approver, org.approver2].map((by) => askForChanges(by, { requestId, ...CHANGES }));
    const outcomes = await Promise.allSettled(asks);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(rawRemark(org.approver2)).rejects.toThrow();
  });

  it("or it is approved, when both happen at the same time, and never both", async () => {
    const outcomes = await Promise.allSettled([
      askForChanges(org.approver, { requestId, ...CHANGES }),
      approve(org.approver2),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const request = await getRequest(org.owner, { requestId });
    expect(request.state).toBe(outcomes[0].status === "fulfilled" ? "pending" : "applied");
    const { items } = await listServerGrants(org.auditor, { serverId: server.serverId });
    expect(items.length > 0).toBe(request.state === "applied");
  });

  it("on the page as it was, or it is a conflict", async () => {
    await expect(askForChanges(org.approver, { requestId, ...CHANGES, version: 9 })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("sending it again", () => {
  it("is for the person who asked alone, and only where changes were asked for", async () => {
    await expect(resubmitRequest(org.owner, changed())).rejects.toMatchObject({
      publicMessage: expect.stringContaining("Nobody asked for changes"),
    });
    await askForChanges(org.approver, { requestId, ...CHANGES });
    for (const by of [org.admin, org.approver, org.member]) {
      await expect(resubmitRequest(by, changed())).rejects.toMatchObject({ code: "forbidden" });
    }
    const other = await newOrganization();
    await expect(resubmitRequest(other.owner, changed())).rejects.toMatchObject({ code: "not_found" });
  });

  it("twice at once makes one request", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const outcomes = await Promise.allSettled([
      resubmitRequest(org.owner, changed()),
      resubmitRequest(org.owner, changed()),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("asks for no longer than policy allows, and leaves the one before as it was", async () => {
    await askForChanges(org.approver, { requestId, ...CHANGES });
    const tooLong = { ...changed(), toolIds: [server.refundId], durationDays: 365 };
    await expect(resubmitRequest(org.owner, tooLong)).rejects.toMatchObject({ code: "invalid" });
    expect(await getRequest(org.owner, { requestId })).toMatchObject({ state: "pending", replacedBy: null });
  });

  it("is no way around the database: nothing takes the place of a request that still waits", async () => {
    const raw = inTenant(
      org.organizationId,
      "write",
      (tx) => tx.$executeRaw`
      insert into request (organization_id, id, server_id, requester_id, kind, cause, state, title, justification,
        duration_days, impact, environment, criticality, policy_snapshot, beneficiary_ids, submitted_at, expires_at,
        replaces_id)
      select organization_id, ${newId()}::uuid, server_id, requester_id, kind, cause, 'pending', title, justification,
        duration_days, impact, environment, criticality, policy_snapshot, beneficiary_ids, submitted_at, expires_at, id
      from request where id = ${requestId}::uuid`,
    );
    await expect(raw).rejects.toMatchObject({ publicMessage: expect.stringContaining("takes the place of") });
  });
});

/** With the policy that is in force by now. */
async function freshRequest(): Promise<{ requestId: string }> {
  await askForChanges(org.approver, { requestId, ...CHANGES });
  return resubmitRequest(org.owner, { ...changed(), toolIds: [server.refundId], durationDays: 30 });
}
