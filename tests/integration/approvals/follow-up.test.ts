import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { expireRequests } from "#lib/approvals/commands/expire-requests.ts";
import { followUpRequest } from "#lib/approvals/commands/follow-up-request.ts";
import { followUpEverywhere } from "#lib/approvals/jobs.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setManager } from "#lib/identity/commands/set-manager.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import { react } from "#lib/jobs/reactions.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import {
  type ApprovalPolicy,
  type ApprovalStage,
  approvalStage,
} from "#lib/policy/approval/policy-document.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { askFor } from "#tests/factories/carried-on.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
/** A Monday. */
const MONDAY = new Date("2027-03-01T09:00:00Z");

let org: TestOrganization;
let server: GovernedServer;
let sam: PersonActor;
let tess: PersonActor;
let putBack: () => void;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  sam = await newPerson(org.organizationId, "Sam", ["member"]);
  tess = await newPerson(org.organizationId, "Tess", ["member"]);
  putBack = setClock(() => MONDAY);
});
afterEach(() => putBack());

const daysLater = (days: number) => {
  putBack();
  putBack = setClock(() => addDays(MONDAY, days));
};
const sweep = () => followUpEverywhere(org.organizationId, 1);
const events = async (type: "request.reminded" | "request.escalated") =>
  (await trail(org.organizationId)).filter((event) => event.type === type).map(({ detail }) => detail);
const approve = (requestId: string, by: PersonActor) => decideRequest(by, { requestId, ...VOTE });
const inboxOf = async (person: PersonActor) =>
  (await listRequests(person, { view: "to-decide" })).items.map(({ id }) => id);

const stage = (change: Partial<ApprovalStage>): ApprovalStage =>
  approvalStage.parse({
    name: "Risk approval",
    from: [{ kind: "role", role: "approver" }],
    quorum: 1,
    ...change,
  });
const inForce = (answer: Partial<ApprovalPolicy["answer"]>, stages?: ApprovalStage[]) =>
  putInForce(org, {
    ...(stages === undefined ? {} : { stages }),
    answer: { withinDays: 10, remindAfterDays: null, escalateAfterDays: null, escalateTo: [], ...answer },
  });

async function titles(person: PersonActor): Promise<string[]> {
  const announced = (await trail(org.organizationId)).filter(({ type }) => EVENTS[type].announced);
  await react(org.organizationId, announced);
  return (await listMyNotices(person, {})).items.map(({ title }) => title);
}

describe("reminders", () => {
  it("go to those who have not answered, by working days, once and not once a minute", async () => {
    await inForce({ remindAfterDays: 2 }, [stage({ quorum: 2 })]);
    const { requestId } = await askForRefund(org.owner, server);
    daysLater(1);
    await sweep();
    expect(await events("request.reminded")).toEqual([]);
    await approve(requestId, org.approver);
    daysLater(2);
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    expect(await events("request.reminded")).toMatchObject([{ notify: [org.approver2.userId] }]);
    expect(await titles(org.approver2)).toContain("Your approval is still waited for");
    expect(await titles(org.approver)).not.toContain("Your approval is still waited for");
    // Two working days from Wednesday are over on Friday; from Friday, on Tuesday.
    daysLater(4);
    await sweep();
    daysLater(6);
    await sweep();
    expect(await events("request.reminded")).toHaveLength(2);
    daysLater(8);
    await sweep();
    expect(await events("request.reminded")).toHaveLength(3);
    expect((await getRequest(org.owner, { requestId })).stages[0]?.remindedAt).toBe(
      addDays(MONDAY, 8).toISOString(),
    );
  });

  it("do no harm when the clock was moved forth and back", async () => {
    await inForce({ remindAfterDays: 2 });
    await askForRefund(org.owner, server);
    daysLater(7);
    await sweep();
    daysLater(2);
    await sweep();
    daysLater(-30);
    await sweep();
    expect(await events("request.reminded")).toHaveLength(1);
  });

  it("reach nobody for what is decided, expired or asked by a policy without them", async () => {
    const before = await askForRefund(org.owner, server);
    await inForce({ remindAfterDays: 1 });
    daysLater(5);
    await sweep();
    expect(await events("request.reminded")).toEqual([]);
    const { requestId: first } = before;
    await decideRequest(org.approver, { requestId: first, decision: "reject", reason: "Not like this." });
    const { requestId } = await askForRefund(org.owner, server);
    daysLater(40);
    await sweep();
    await expireRequests(systemActor(org.organizationId, "test"), {});
    await sweep();
    expect(await events("request.reminded")).toEqual([]);
    expect((await getRequest(org.owner, { requestId })).state).toBe("expired");
    await expect(approve(requestId, org.approver)).rejects.toMatchObject({ code: "refused" });
  });

  it("count anew for a second stage, from the answer that opened it", async () => {
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds: [sam.userId] });
    await inForce({ remindAfterDays: 2 }, [
      stage({}),
      stage({ name: "Security", from: [{ kind: "group", groupId }] }),
    ]);
    const { requestId } = await askForRefund(org.owner, server);
    daysLater(1);
    await approve(requestId, org.approver);
    daysLater(2);
    await sweep();
    expect(await events("request.reminded")).toEqual([]);
    daysLater(3);
    await sweep();
    expect(await events("request.reminded")).toMatchObject([{ notify: [sam.userId], stage: 2 }]);
  });
});

describe("escalation", () => {
  it("asks the managers of those asked, once, and their vote counts; never the requester", async () => {
    await setManager(org.admin, { userId: org.approver.userId, managerId: sam.userId });
    await setManager(org.admin, { userId: org.approver2.userId, managerId: org.owner.userId });
    await inForce({ escalateAfterDays: 3, escalateTo: [{ kind: "asked_managers" }] });
    const { requestId } = await askForRefund(org.owner, server);
    expect(await inboxOf(sam)).toEqual([]);
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "not_found" });
    daysLater(3);
    await Promise.all([sweep(), sweep()]);
    daysLater(4);
    await sweep();
    expect(await events("request.escalated")).toMatchObject([
      { added: ["Sam"], to: "the managers of those asked", notify: [sam.userId] },
    ]);
    expect(await titles(sam)).toEqual(["Nobody has answered, so your approval is asked for"]);
    expect(await inboxOf(sam)).toEqual([requestId]);
    expect(await inboxOf(org.owner)).toEqual([]);
    expect((await getRequest(org.auditor, { requestId })).stages[0]?.escalated).toEqual({
      at: addDays(MONDAY, 3).toISOString(),
      people: ["Sam"],
    });
    expect(await approve(requestId, sam)).toMatchObject({ state: "applied" });
  });

  it("keeps the manager of somebody who has left, and drops one who is their manager no more", async () => {
    await setManager(org.admin, { userId: org.approver.userId, managerId: sam.userId });
    await inForce({ escalateAfterDays: 1, escalateTo: [{ kind: "asked_managers" }] });
    const { requestId } = await askForRefund(org.owner, server);
    await deactivateUser(org.admin, { userId: org.approver.userId });
    daysLater(1);
    await sweep();
    expect(await inboxOf(sam)).toEqual([requestId]);
    await setManager(org.admin, { userId: org.approver.userId, managerId: tess.userId });
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approve(requestId, tess)).rejects.toMatchObject({ code: "not_found" });
  });

  it("asks a group, whose members lose the vote when they leave it", async () => {
    const memberIds = [sam.userId, tess.userId, org.member.userId];
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds });
    await inForce({ escalateAfterDays: 1, escalateTo: [{ kind: "group", groupId }] });
    const { requestId } = await askForRefund(org.owner, server);
    daysLater(1);
    await sweep();
    // Member owns the agent that would be let in, and so gains by it.
    expect((await events("request.escalated"))[0]?.added).toEqual(["Sam", "Tess"]);
    await updateGroup(org.admin, { groupId, version: 1, name: "Security", memberIds: [tess.userId] });
    await expect(approve(requestId, sam)).rejects.toMatchObject({ code: "forbidden" });
    expect(await approve(requestId, tess)).toMatchObject({ state: "applied" });
  });

  it("never asks those who answer for the server, whatever group or role they are in", async () => {
    const memberIds = [sam.userId, org.owner.userId, org.admin.userId];
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds });
    await inForce({
      escalateAfterDays: 1,
      escalateTo: [
        { kind: "group", groupId },
        { kind: "role", role: "admin" },
      ],
    });
    await askFor(org.admin, server.serverId, { toolIds: [server.searchId] }, 30);
    daysLater(1);
    await sweep();
    expect((await events("request.escalated"))[0]?.added).toEqual(["Sam"]);
  });

  it("that finds nobody is said on the page, and not tried for ever", async () => {
    await inForce({ escalateAfterDays: 1, escalateTo: [{ kind: "role", role: "approver" }] });
    const { requestId } = await askForRefund(org.owner, server);
    daysLater(1);
    await sweep();
    daysLater(2);
    await sweep();
    expect(await events("request.escalated")).toMatchObject([{ added: [] }]);
    expect((await getRequest(org.owner, { requestId })).stages[0]?.escalated).toMatchObject({ people: [] });
  });

  it("holds in the database: whom, whether and how often", async () => {
    await inForce({ escalateAfterDays: 1, escalateTo: [{ kind: "person", userId: sam.userId }] });
    const { requestId } = await askForRefund(org.owner, server);
    const run = (statement: string) =>
      inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
    const seat = (user: PersonActor, source: string) =>
      run(`insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
        values ('${org.organizationId}', '${requestId}', 1, '${user.userId}', '${source}', now())`);
    const unsaid = { code: "refused", publicMessage: expect.stringContaining("does not name them") };
    await expect(seat(sam, `escalation:person:${sam.userId}`)).rejects.toMatchObject(unsaid);
    daysLater(1);
    await followUpRequest(systemActor(org.organizationId, "test"), { requestId });
    await expect(seat(tess, `escalation:person:${tess.userId}`)).rejects.toMatchObject(unsaid);
    await expect(seat(tess, "escalation:asked_managers")).rejects.toMatchObject(unsaid);
    await expect(seat(org.owner, `escalation:person:${sam.userId}`)).rejects.toMatchObject(unsaid);
    await expect(seat(org.member, `escalation:person:${sam.userId}`)).rejects.toMatchObject(unsaid);
    await expect(
      run(`update request_stage set escalated_at = null where request_id = '${requestId}'`),
    ).rejects.toMatchObject({ code: "refused" });
  });
});
