import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { followUpEverywhere, tellOfStuckEverywhere } from "#lib/approvals/jobs.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { type GovernedServer, newGovernedServer, trail, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

let org: TestOrganization;
let server: GovernedServer;
let putBack = () => {};
beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});
afterEach(() => putBack());

const ask = async (things: { toolIds?: string[]; consumerIds?: string[] }, person = org.owner) =>
  (
    await submitRequest(person, {
      serverId: server.serverId,
      ...things,
      durationDays: 30,
      justification: WHY,
    })
  ).requestId;
const askForRefund = () => ask({ toolIds: [server.refundId] });
const approve = (person: PersonActor, requestId: string) =>
  decideRequest(person, { requestId, decision: "approve", reason: "Needed and bounded." });
/**
 * Somebody who answers for the server for a moment asks that their own agent is let in there, too; of another approver, who
 * was not asked before.
 */
async function comeToGain(person: PersonActor): Promise<string> {
  await newPerson(org.organizationId, "Third", ["approver"]);
  const { consumerId } = await addConsumer(person, { name: `Agent of ${person.name}`, kind: "agent" });
  const backUp = (id: string) =>
    asOwner(`update server set backup_owner_id = '${id}' where id = '${server.serverId}'`);
  await backUp(person.userId);
  const requestId = await ask({ consumerIds: [consumerId] }, person);
  await backUp(org.member.userId);
  return requestId;
}
const own = (ownerId: string, backupOwnerId: string) =>
  assignOwners(org.admin, {
    serverId: server.serverId,
    ownerId,
    backupOwnerId,
    reason: "The team was reorganized.",
  });
const told = async (type: EventType, requestId: string) =>
  (await trail(org.organizationId, [type])).filter(({ detail }) => detail.requestId === requestId);
const inbox = async (person: PersonActor) =>
  new Map((await listRequests(person, { view: "to-decide" })).items.map((item) => [item.id, item]));
const later = (days: number) => {
  putBack = setClock(() => addDays(new Date(), days));
};
const remindAfter = (days: number, stages: ReturnType<typeof stage>[]) =>
  putInForce(org, {
    stages,
    answer: { withinDays: 20, remindAfterDays: days, escalateAfterDays: null, escalateTo: [] },
  });

describe("an approval of somebody who has come to gain", () => {
  it("is marked on the page, with the reason, and the stage shows what it lacks", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const requestId = await askForRefund();
    await approve(org.approver, requestId);
    const votes = async () => (await getRequest(org.auditor, { requestId })).stages[0]?.votes;
    expect(await votes()).toMatchObject([{ uncounted: null }]);
    await comeToGain(org.approver);
    expect(await votes()).toMatchObject([
      {
        uncounted: "Approver asked for access to this server for a consumer of their own, too.",
      },
    ]);
  });

  it("is marked where it was given in the place of one who has", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const requestId = await askForRefund();
    const day = new Date().toISOString().slice(0, 10);
    await setAbsence(org.approver, { delegateId: org.member.userId, startsOn: day, endsOn: day });
    await approve(org.member, requestId);
    await comeToGain(org.approver);
    const [first] = (await getRequest(org.auditor, { requestId })).stages;
    expect(first?.votes).toMatchObject([{ uncounted: expect.stringMatching(/^Approver asked for access/) }]);
  });

  it("is marked where whoever gave it is not asked any more, or is inactive", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const temp = await newPerson(org.organizationId, "Temp", ["approver", "member"]);
    const requestId = await askForRefund();
    await approve(temp, requestId);
    const votes = async () => (await getRequest(org.auditor, { requestId })).stages[0]?.votes;
    await setRoles(org.admin, { userId: temp.userId, roles: ["member"] });
    expect(await votes()).toMatchObject([{ uncounted: "Temp is not one of those who are asked any more." }]);
    await deactivateUser(org.admin, { userId: temp.userId });
    expect(await votes()).toMatchObject([{ uncounted: "Temp is inactive by now." }]);
    // The two others who are asked can still answer.
    await tellOfStuckEverywhere(org.organizationId);
    expect(await told("request.stuck", requestId)).toEqual([]);
  });

  it("leaves too few: administrators are told", async () => {
    await putInForce(org, { stages: [stage({ quorum: 2 })] });
    const requestId = await askForRefund();
    await approve(org.approver, requestId);
    await tellOfStuckEverywhere(org.organizationId);
    expect(await told("request.stuck", requestId)).toEqual([]);
    await comeToGain(org.approver);
    await tellOfStuckEverywhere(org.organizationId);
    expect(await told("request.stuck", requestId)).toHaveLength(1);
  });

  it("sends the request back to those of its stage: in their inbox, and reminded", async () => {
    const last = stage({ name: "Last word", from: [{ kind: "person", userId: org.admin.userId }] });
    await own(org.owner.userId, org.member.userId);
    await remindAfter(2, [stage(), last]);
    const requestId = await askForRefund();
    await approve(org.approver, requestId);
    expect((await inbox(org.admin)).get(requestId)).toMatchObject({ waitingFor: "Last word" });
    await comeToGain(org.approver);
    expect((await inbox(org.admin)).has(requestId)).toBe(false);
    expect((await inbox(org.approver2)).get(requestId)).toMatchObject({ waitingFor: "Risk approval" });
    later(8);
    await followUpEverywhere(org.organizationId);
    const reminded = await told("request.reminded", requestId);
    expect(reminded.map(({ detail }) => detail.notify)).toEqual([[org.approver2.userId]]);
  });
});

describe("somebody who gains by what they are asked", () => {
  it("is told on the row that they can only reject, and does", async () => {
    const requestId = await askForRefund();
    expect((await inbox(org.approver)).get(requestId)).toMatchObject({ mayOnlyReject: false });
    await comeToGain(org.approver);
    expect((await inbox(org.approver)).get(requestId)).toMatchObject({
      mayOnlyReject: true,
      aloneReason: "You can only reject it, so it is decided by itself.",
    });
    expect((await inbox(org.approver2)).get(requestId)).toMatchObject({ mayOnlyReject: false });
    await expect(approve(org.approver, requestId)).rejects.toMatchObject({ code: "refused" });
    const decision = { requestId, decision: "reject" as const, reason: "Not for my agent either." };
    expect(await decideRequest(org.approver, decision)).toMatchObject({ state: "rejected" });
  });

  it("is told so in development, too; and so is everybody once who asked has left", async () => {
    const elsewhere = await newGovernedServer(org, "development", "ticket-desk-development");
    const [mine, theirs] = [server.refundId, elsewhere.refundId];
    const asked = { durationDays: 30, justification: WHY };
    const { requestId } = await submitRequest(org.owner, {
      ...{ ...asked, serverId: elsewhere.serverId, toolIds: [theirs], consumerIds: [elsewhere.consumerId] },
    });
    const other = await ask({ toolIds: [mine] });
    await asOwner(
      `update consumer set owner_id = '${org.approver.userId}' where id = '${elsewhere.consumerId}'`,
    );
    const rows = async (person: PersonActor) => {
      const items = await inbox(person);
      return [requestId, other].map((id) => items.get(id)?.mayOnlyReject);
    };
    expect(await rows(org.approver)).toEqual([true, false]);
    expect(await rows(org.approver2)).toEqual([false, false]);
    await asOwner(`update users set is_active = false where id = '${org.owner.userId}'`);
    expect(await rows(org.approver2)).toEqual([true, true]);
  });
});

describe("an owner who is asked in production", () => {
  it("is told on the row that they can only reject, and nobody else is", async () => {
    const olga = await newPerson(org.organizationId, "Olga", ["approver", "member"]);
    await own(olga.userId, org.owner.userId);
    const requestId = await askForRefund();
    expect((await inbox(olga)).get(requestId)).toMatchObject({ mayOnlyReject: true });
    expect((await inbox(org.approver)).get(requestId)).toMatchObject({ mayOnlyReject: false });
    await decideRequest(olga, { requestId, decision: "reject", reason: "Not on my server." });
  });

  it("is told so where they stand in for another", async () => {
    await own(org.owner.userId, org.admin.userId);
    const day = new Date().toISOString().slice(0, 10);
    await setAbsence(org.approver, { delegateId: org.admin.userId, startsOn: day, endsOn: day });
    const requestId = await askForRefund();
    expect((await inbox(org.admin)).get(requestId)).toMatchObject({ mayOnlyReject: true });
  });

  it("is no longer among others: where all who were asked own the server by now, administrators are told", async () => {
    const requestId = await askForRefund();
    await own(org.approver.userId, org.owner.userId);
    await tellOfStuckEverywhere(org.organizationId);
    expect(await told("request.stuck", requestId)).toEqual([]);
    await own(org.approver.userId, org.approver2.userId);
    await tellOfStuckEverywhere(org.organizationId);
    expect(await told("request.stuck", requestId)).toHaveLength(1);
  });
});

/** One whose path on record cannot be read: whatever looks at it fails. */
const spoil = (requestId: string) =>
  asOwner(`begin; set local session_replication_role = replica;
    update request set policy_snapshot = policy_snapshot - 'stages' where id = '${requestId}'; commit`);

it("one request that cannot be followed up holds up none of the others, and the sweep is tried again", async () => {
  await remindAfter(1, [stage()]);
  const spoilt = await askForRefund();
  const whole = await ask({ toolIds: [server.searchId] });
  await spoil(spoilt);
  later(8);
  await expect(followUpEverywhere(org.organizationId, 1)).rejects.toThrow();
  expect(await told("request.reminded", whole)).toHaveLength(1);
});

it("nor does one that cannot be looked at keep administrators from hearing of a stuck one", async () => {
  const spoilt = await askForRefund();
  const whole = await ask({ toolIds: [server.searchId] });
  await own(org.approver.userId, org.approver2.userId);
  await spoil(spoilt);
  await expect(tellOfStuckEverywhere(org.organizationId, 1)).rejects.toThrow();
  expect(await told("request.stuck", whole)).toHaveLength(1);
});

it("what waits is counted as far as somebody has use for, and no further", async () => {
  await askForRefund();
  await ask({ toolIds: [server.searchId] });
  await ask({ consumerIds: [server.consumerId] });
  expect(await countMyApprovals(org.approver, {})).toBe(3);
  expect(await countMyApprovals(org.approver, { most: 2 })).toBe(2);
  expect(await countMyApprovals(org.approver, { most: 3 })).toBe(3);
  expect(await countMyApprovals(org.owner, { most: 2 })).toBe(0);
});
