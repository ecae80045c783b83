import "#tests/setup/use-test-database.ts";
import { addDays } from "date-fns/addDays";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { followUpEverywhere } from "#lib/approvals/jobs.ts";
import { countMyApprovals } from "#lib/approvals/queries/count-my-approvals.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { endAbsence } from "#lib/identity/commands/end-absence.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { listAbsences } from "#lib/identity/queries/list-absences.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import { react } from "#lib/jobs/reactions.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { newId } from "#lib/kernel/id.ts";
import { saveMyPreferences } from "#lib/notifications/commands/save-my-preferences.ts";
import { getMyPreferences } from "#lib/notifications/queries/get-my-preferences.ts";
import { listMyNotices } from "#lib/notifications/queries/list-my-notices.ts";
import { approvalStage } from "#lib/policy/approval/policy-document.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

const VOTE = { decision: "approve" as const, reason: "Needed and bounded." };
const MONDAY = new Date("2027-03-01T09:00:00Z");
/** The week that begins with it. */
const WEEK = { startsOn: "2027-03-01", endsOn: "2027-03-05" };

let org: TestOrganization;
let server: GovernedServer;
/** Answers for `org.approver`, whose name is Approver. */
let bea: PersonActor;
let putBack: () => void;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  bea = await newPerson(org.organizationId, "Bea", ["member"]);
  putBack = setClock(() => MONDAY);
});
afterEach(() => putBack());

const daysLater = (days: number) => {
  putBack();
  putBack = setClock(() => addDays(MONDAY, days));
};
const away = (who: PersonActor, delegate: PersonActor, period = WEEK) =>
  setAbsence(who, { delegateId: delegate.userId, ...period });
const approve = (requestId: string, by: PersonActor) => decideRequest(by, { requestId, ...VOTE });
const inboxOf = async (person: PersonActor) => {
  const ids = (await listRequests(person, { view: "to-decide" })).items.map(({ id }) => id);
  expect(await countMyApprovals(person, {})).toBe(ids.length);
  return ids;
};
const needs = (quorum: number) =>
  putInForce(org, {
    stages: [
      approvalStage.parse({ name: "Risk approval", from: [{ kind: "role", role: "approver" }], quorum }),
    ],
  });

it("is away by the days of their own time zone", async () => {
  const emails = (await getMyPreferences(org.approver, {})).emails;
  await saveMyPreferences(org.approver, { emails, timeZone: "America/New_York", digestHour: 8 });
  await away(org.approver, bea, { startsOn: "2027-03-08", endsOn: "2027-03-14" });
  // The clock goes forward there on the last day.
  expect(await listAbsences(bea, {})).toMatchObject([
    {
      startsAt: "2027-03-08T05:00:00.000Z",
      endsAt: "2027-03-15T04:00:00.000Z",
      startsOn: "2027-03-08",
      endsOn: "2027-03-14",
      timeZone: "America/New_York",
    },
  ]);
  const { requestId } = await askForRefund(org.owner, server);
  putBack();
  putBack = setClock(() => new Date("2027-03-08T04:59:00Z"));
  expect(await inboxOf(bea)).toEqual([]);
  putBack();
  putBack = setClock(() => new Date("2027-03-08T05:00:00Z"));
  expect(await inboxOf(bea)).toEqual([requestId]);
  expect((await getRequest(bea, { requestId })).answersFor).toContain("until 14 March 2027");
});

/** Whoever may read it is told that they are not asked; for whom it is not there, there is nothing. */
const NOT_ASKED = expect.stringMatching(/^(forbidden|not_found)$/);

describe("a delegate", () => {
  it("sees and answers what is asked of who is away, and both names stay on record", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    expect(await inboxOf(bea)).toEqual([]);
    await away(org.approver, bea);
    expect(await inboxOf(bea)).toEqual([requestId]);
    const request = await getRequest(bea, { requestId });
    expect(request.allowed.approve).toBe(true);
    expect(request.answersFor).toBe(`${org.approver.name}, who is away until 5 March 2027`);
    const { items } = await listRequests(bea, { view: "to-decide" });
    expect(items.map(({ answersFor }) => answersFor)).toEqual([request.answersFor]);
    expect(request.eligibleApprovers).toContainEqual({
      id: bea.userId,
      name: "Bea",
      email: bea.email,
      onBehalfOf: { name: org.approver.name, until: "5 March 2027" },
    });
    expect(await approve(requestId, bea)).toMatchObject({ state: "applied" });
    const [vote] = (await getRequest(org.auditor, { requestId })).stages[0]?.votes ?? [];
    expect(vote).toMatchObject({
      person: { id: bea.userId },
      onBehalfOf: { id: org.approver.userId, name: org.approver.name },
    });
    const [event] = await trail(org.organizationId, ["request.approved_by"]);
    expect(event?.detail).toMatchObject({ onBehalfOf: org.approver.name });
  });

  it("has no vote before, after or when the period was ended, nor once deactivated", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await away(org.approver, bea, { startsOn: "2027-03-02", endsOn: "2027-03-03" });
    const cannot = async () => {
      expect(await inboxOf(bea)).toEqual([]);
      await expect(approve(requestId, bea)).rejects.toMatchObject({ code: NOT_ASKED });
    };
    await cannot();
    daysLater(1);
    expect(await inboxOf(bea)).toEqual([requestId]);
    await setRoles(org.admin, { userId: bea.userId, roles: ["auditor"] });
    expect(
      (await getRequest(org.owner, { requestId })).eligibleApprovers.map(({ name }) => name),
    ).not.toContain("Bea");
    await setRoles(org.admin, { userId: bea.userId, roles: ["member"] });
    daysLater(3);
    await cannot();
    daysLater(-1);
    await cannot();
    daysLater(1);
    await endAbsence(org.admin, { userId: org.approver.userId });
    await cannot();
    await away(org.approver, bea);
    await deactivateUser(org.admin, { userId: bea.userId });
    await expect(approve(requestId, bea)).rejects.toMatchObject({ code: NOT_ASKED });
    expect((await listAbsences(org.admin, {}))[0]).toMatchObject({ isDelegateGone: true, isOn: true });
  });

  it("asks for changes with both names on record, which the database wants too", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await away(org.approver, bea);
    const { organizationId } = org;
    const remark = (onBehalfOfId: string | null, kind: "changes_asked" | "comment" = "changes_asked") =>
      inTenant(organizationId, "write", (tx) =>
        tx.requestRemark.create({
          data: {
            ...{ organizationId, id: newId(), requestId, authorId: bea.userId, onBehalfOfId, kind },
            ...{ body: "For a week only.", writtenAt: MONDAY },
          },
        }),
      );
    // In nobody's place, in that of somebody who is not away, and for what is only a comment.
    await expect(remark(null)).rejects.toMatchObject({ code: "refused" });
    await expect(remark(org.approver2.userId)).rejects.toMatchObject({ code: "refused" });
    await expect(remark(org.approver.userId, "comment")).rejects.toMatchObject({ code: "refused" });
    await commentOnRequest(bea, { requestId, comment: "What is it for?" });
    await askForChanges(bea, { requestId, reason: "For a week only." });
    const request = await getRequest(org.owner, { requestId });
    const behalf = { id: org.approver.userId, name: org.approver.name };
    expect(request.changesAsked).toMatchObject({ author: { id: bea.userId }, onBehalfOf: behalf });
    expect(request.remarks.find(({ kind }) => kind === "comment")).toMatchObject({ onBehalfOf: null });
    const [event] = await trail(organizationId, ["request.changes_asked"]);
    expect(event?.detail).toMatchObject({ onBehalfOf: org.approver.name });
  });

  it("and who was away are one voice: whoever is first", async () => {
    await needs(2);
    const first = await askForRefund(org.owner, server);
    await away(org.approver, bea);
    await approve(first.requestId, bea);
    expect(await inboxOf(org.approver)).toEqual([]);
    await expect(approve(first.requestId, org.approver)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("Your delegate"),
    });
    await expect(approve(first.requestId, bea)).rejects.toMatchObject({ code: "refused" });
    // Another delegate is no other voice.
    const dan = await newPerson(org.organizationId, "Dan", ["member"]);
    await away(org.approver, dan);
    expect(await inboxOf(dan)).toEqual([]);
    await expect(approve(first.requestId, dan)).rejects.toMatchObject({ code: "refused" });
    await decideRequest(org.approver2, {
      requestId: first.requestId,
      decision: "reject",
      reason: "Not like this.",
    });
    const second = await askForRefund(org.owner, server);
    await away(org.approver, bea);
    await approve(second.requestId, org.approver);
    expect(await inboxOf(bea)).toEqual([]);
    await expect(approve(second.requestId, bea)).rejects.toMatchObject({ code: "refused" });
  });

  it("of two who are away counts once, also when both votes come at once", async () => {
    await needs(2);
    const { requestId } = await askForRefund(org.owner, server);
    await away(org.approver, bea);
    await away(org.approver2, bea);
    const answers = await Promise.allSettled([
      approve(requestId, bea),
      approve(requestId, bea),
      approve(requestId, bea),
    ]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getRequest(org.owner, { requestId })).state).toBe("pending");
    expect(await approve(requestId, org.approver2)).toMatchObject({ state: "applied" });
  });

  it("is one step: the delegate of a delegate is not asked", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    const dan = await newPerson(org.organizationId, "Dan", ["member"]);
    await away(org.approver, bea);
    await away(bea, dan);
    expect(await inboxOf(dan)).toEqual([]);
    await expect(approve(requestId, dan)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is never the requester, nor whoever repaired it, nor in the place of one who could not; whoever gains says no at most", async () => {
    const { requestId } = await askForRefund(org.owner, server);
    await away(org.approver, org.owner);
    await away(org.approver2, org.member);
    expect(await inboxOf(org.owner)).toEqual([]);
    expect(await inboxOf(org.member)).toEqual([requestId]);
    expect((await getRequest(org.member, { requestId })).allowed).toMatchObject({ reject: true });
    await expect(approve(requestId, org.owner)).rejects.toMatchObject({ code: "refused" });
    await expect(approve(requestId, org.member)).rejects.toMatchObject({ code: "refused" });
    await away(org.approver, bea);
    await addConsumer(org.approver, { name: "Own agent", kind: "agent" });
    const { requestId: access } = await askAccessOf("Own agent");
    await updateConsumer(org.admin, { consumerId: server.consumerId, ownerId: org.approver.userId });
    expect(await inboxOf(bea)).toEqual([]);
    await expect(approve(requestId, bea)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("could not decide"),
    });
    await expect(approve(access, bea)).rejects.toMatchObject({ code: "refused" });
    await setRoles(org.admin, { userId: org.approver.userId, roles: ["member"] });
    await deactivateUser(org.admin, { userId: org.approver2.userId });
    const admin2 = await newPerson(org.organizationId, "Second", ["admin"]);
    const helper = await newPerson(org.organizationId, "Helper", ["approver"]);
    await repairRequest(admin2, { requestId, reason: "Both have gone." });
    await away(helper, admin2);
    expect(await inboxOf(admin2)).toEqual([]);
    await expect(approve(requestId, admin2)).rejects.toMatchObject({ code: "refused" });
    expect(await approve(requestId, helper)).toMatchObject({ state: "applied" });
  });

  it("is told of what is asked, reminded of it, and told of the appointment", async () => {
    await putInForce(org, {
      answer: { withinDays: 10, remindAfterDays: 2, escalateAfterDays: null, escalateTo: [] },
    });
    await away(org.approver, bea);
    await away(org.approver2, org.owner);
    await askForRefund(org.owner, server);
    daysLater(2);
    await followUpEverywhere(org.organizationId);
    const announced = (await trail(org.organizationId)).filter(({ type }) => EVENTS[type].announced);
    await react(org.organizationId, announced);
    const titles = async (person: PersonActor) =>
      (await listMyNotices(person, {})).items.map(({ title }) => title).toSorted();
    expect(await titles(bea)).toEqual(
      [
        `You answer for ${org.approver.name}`,
        "Your approval is asked for",
        "Your approval is still waited for",
      ].toSorted(),
    );
    expect(await titles(org.owner)).toEqual([`You answer for ${org.approver2.name}`]);
  });

  async function askAccessOf(name: string) {
    const consumer = await inTenant(org.organizationId, "read", (tx) =>
      tx.consumer.findFirstOrThrow({ where: { name } }),
    );
    const { submitRequest } = await import("#lib/approvals/commands/submit-request.ts");
    return submitRequest(org.owner, {
      serverId: server.serverId,
      toolIds: [],
      consumerIds: [consumer.id],
      durationDays: 30,
      justification: "The agent needs to look tickets up.",
    });
  }
});

describe("past the application, the database refuses", () => {
  const insert = (requestId: string, decider: PersonActor, absent: PersonActor, decidedAt = MONDAY) =>
    inTenant(org.organizationId, "write", (tx) =>
      tx.requestDecision.create({
        data: {
          ...VOTE,
          organizationId: org.organizationId,
          id: newId(),
          requestId,
          requesterId: org.owner.userId,
          stagePosition: 1,
          deciderId: decider.userId,
          onBehalfOfId: absent.userId,
          decidedAt,
        },
      }),
    );
  const refused = { code: "refused" };

  it("who is no delegate, at another time, for one who is not asked, could not decide or has answered", async () => {
    await needs(2);
    const { requestId } = await askForRefund(org.owner, server);
    await expect(insert(requestId, bea, org.approver)).rejects.toMatchObject(refused);
    await away(org.approver, bea);
    await away(org.member, bea);
    await away(org.owner, bea);
    await expect(insert(requestId, bea, org.approver, addDays(MONDAY, 5))).rejects.toMatchObject(refused);
    await expect(insert(requestId, bea, org.approver2)).rejects.toMatchObject(refused);
    for (const absent of [org.member, org.owner, org.auditor, bea]) {
      await expect(insert(requestId, bea, absent)).rejects.toMatchObject(refused);
    }
    await away(org.approver2, org.approver);
    // Asked themselves, and so nobody's delegate here.
    await expect(insert(requestId, org.approver, org.approver2)).rejects.toMatchObject(refused);
    await insert(requestId, bea, org.approver);
    await expect(insert(requestId, bea, org.approver)).rejects.toMatchObject(refused);
    await away(org.approver2, bea);
    await expect(insert(requestId, bea, org.approver2)).rejects.toMatchObject(refused);
    await expect(approve(requestId, org.approver)).rejects.toMatchObject(refused);
  });

  it("a delegate of oneself, and a period without bounds", async () => {
    const put = (delegateId: string, until: string) =>
      inTenant(org.organizationId, "write", (tx) =>
        tx.$executeRawUnsafe(`insert into absence (organization_id, user_id, delegate_id, starts_at, ends_at, set_at)
          values ('${org.organizationId}', '${org.approver.userId}', '${delegateId}', '2027-03-01', '${until}', now())`),
      );
    await expect(put(org.approver.userId, "2027-03-05")).rejects.toThrow();
    await expect(put(bea.userId, "2027-12-05")).rejects.toThrow();
    await expect(put(bea.userId, "2027-02-05")).rejects.toThrow();
  });
});

describe("out of office", () => {
  it.each([
    [{ endsOn: "2027-02-27", startsOn: "2027-02-26" }, "endsOn"],
    [{ endsOn: "2027-03-01", startsOn: "2027-03-02" }, "endsOn"],
    [{ endsOn: "2027-12-01", startsOn: "2027-03-01" }, "endsOn"],
    [{ startsOn: "2028-04-01", endsOn: "2028-04-02" }, "startsOn"],
    [{ startsOn: "soon", endsOn: "2028-04-02" }, "startsOn"],
  ])("%j is refused at the field", async (period, field) => {
    await expect(away(org.approver, bea, period)).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
  });

  it("names somebody else who is active and may decide", async () => {
    for (const delegate of [org.approver, org.auditor]) {
      await expect(away(org.approver, delegate)).rejects.toMatchObject({
        code: "invalid",
        fields: { delegateId: expect.any(String) },
      });
    }
    await deactivateUser(org.admin, { userId: bea.userId });
    await expect(away(org.approver, bea)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is for oneself to set, and for oneself or an administrator to end", async () => {
    await away(org.approver, bea);
    await away(org.approver, org.approver2, { startsOn: "2027-03-03", endsOn: "2027-03-04" });
    expect(await listAbsences(bea, {})).toMatchObject([
      { person: { id: org.approver.userId }, delegate: { id: org.approver2.userId }, isOn: false },
    ]);
    const end = (by: PersonActor) => endAbsence(by, { userId: org.approver.userId });
    await expect(end(bea)).rejects.toMatchObject({ code: "forbidden" });
    await end(org.admin);
    await end(org.approver);
    expect(await listAbsences(bea, {})).toEqual([]);
    const other = await newOrganization();
    await expect(away(org.approver, other.approver)).rejects.toMatchObject({ code: "not_found" });
    await expect(endAbsence(other.admin, { userId: org.approver.userId })).resolves.toBeNull();
  });
});
