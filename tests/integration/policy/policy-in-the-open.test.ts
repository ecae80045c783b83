import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { ApprovalPolicy } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { withdrawPolicy } from "#lib/policy/commands/withdraw-policy.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

/** Nobody agrees to their own words, locks everybody out, or ends whoever changes the policy unnoticed. */
let org: TestOrganization;
let otherAdmin: PersonActor;

beforeEach(async () => {
  org = await newOrganization();
  otherAdmin = await newPerson(org.organizationId, "Other admin", ["admin", "member"]);
});

const LONG_AGO = new Date(0);
const SHORTER: ApprovalPolicy = { ...STARTING_POLICY, answer: { ...STARTING_POLICY.answer, withinDays: 1 } };
const WITH_STEP_UP: ApprovalPolicy = {
  ...STARTING_POLICY,
  change: { ...STARTING_POLICY.change, needsStepUp: true },
};

async function draft(by: PersonActor, document: ApprovalPolicy | null, from?: number) {
  const { number } = await draftPolicy(by, from === undefined ? {} : { from });
  if (document !== null) await editPolicy(by, { number, version: 1, document, summary: "" });
  return number;
}

async function propose(by: PersonActor, number: number) {
  const { version } = await getPolicyVersion(by, { number });
  await proposePolicy(by, { number, version, summary: "A day is enough." });
}

async function vote(by: PersonActor, number: number, decision: "approve" | "reject" = "approve") {
  const { version } = await getPolicyVersion(by, { number });
  return decidePolicy(by, { number, version, decision, reason: "Agreed in the risk round." });
}

const run = (statement: string) =>
  inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
const force = (number: number, { userId }: PersonActor) =>
  run(`update policy_version set state = 'active', decided_by_id = '${userId}', decided_at = now(),
    decision_reason = 'Past the application.' where number = ${number}`);

describe("a version that asks for a fresh sign-in before the policy changes again", () => {
  it("is put in force only by somebody who can give one, and rejected by anybody asked", async () => {
    const number = await draft(org.admin, WITH_STEP_UP);
    await propose(org.admin, number);
    const stale = { ...org.approver, authenticatedAt: LONG_AGO };
    await expect(vote(stale, number)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("nobody could change the policy afterwards"),
    });
    expect(await getPolicyVersion(stale, { number })).toMatchObject({ needsFreshSignIn: true });
    expect(await vote(stale, number, "reject")).toEqual({ state: "rejected" });
    const again = await draft(org.admin, WITH_STEP_UP);
    await propose(org.admin, again);
    expect(await vote({ ...org.approver, authenticatedAt: new Date() }, again)).toEqual({ state: "active" });
  });
});

describe("whoever wrote a version that never took effect", () => {
  const OWN = {
    code: "refused",
    publicMessage: expect.stringContaining("You had a hand in this change"),
  };

  it("does not approve it when somebody else brings it back", async () => {
    const first = await draft(org.admin, SHORTER);
    await withdrawPolicy(org.admin, { number: first, reason: "Not by me." });
    const second = await draft(otherAdmin, null, first);
    await propose(otherAdmin, second);
    await expect(vote(org.admin, second)).rejects.toMatchObject(OWN);
    await expect(force(second, org.admin)).rejects.toMatchObject(OWN);
    expect(await vote(org.approver, second)).toEqual({ state: "active" });
  });

  it("does not approve the same words when somebody else writes them down", async () => {
    const first = await draft(org.admin, SHORTER);
    await propose(org.admin, first);
    await vote(org.approver, first, "reject");
    const second = await draft(otherAdmin, SHORTER);
    await propose(otherAdmin, second);
    await expect(vote(org.admin, second)).rejects.toMatchObject(OWN);
    await expect(force(second, org.admin)).rejects.toMatchObject(OWN);
    expect(await vote(org.approver, second)).toEqual({ state: "active" });
  });

  it("is not left out of what is brought back, in the database either", async () => {
    const first = await draft(org.admin, SHORTER);
    await withdrawPolicy(org.admin, { number: first, reason: "Not by me." });
    const forged =
      run(`insert into policy_version (organization_id, id, number, state, document, summary, based_on,
        restored_from, editor_ids, created_by_id, created_at, updated_at)
      select organization_id, gen_random_uuid(), 2, 'draft', document, '', 0, 1, '{${otherAdmin.userId}}',
        '${otherAdmin.userId}', now(), now() from policy_version where number = ${first}`);
    await expect(forged).rejects.toMatchObject({ publicMessage: expect.stringContaining("stays on record") });
  });

  it("may approve what was in force, brought back by somebody else", async () => {
    await putInForce(org, { answer: SHORTER.answer });
    await putInForce(org, {});
    const third = await draft(otherAdmin, null, 1);
    await propose(otherAdmin, third);
    expect(await vote(org.admin, third)).toEqual({ state: "active" });
  });
});

describe("the policy in force", () => {
  it("ends only when another takes effect", async () => {
    await putInForce(org, { answer: SHORTER.answer });
    await expect(
      run(`update policy_version set state = 'superseded', ended_at = now() where state = 'active'`),
    ).rejects.toThrow();
    expect(await getApprovalPolicy(org.member, {})).toMatchObject({ number: 1 });
  });

  it("keeps somebody in the group that it asks about its changes", async () => {
    const memberIds = [org.approver.userId, org.approver2.userId];
    const { groupId } = await createGroup(org.admin, { name: "Governance", memberIds });
    await putInForce(org, { change: { from: [{ kind: "group", groupId }], needsStepUp: false } });
    const change = (ids: string[], version = 1) =>
      updateGroup(org.admin, { groupId, version, name: "Governance", description: "", memberIds: ids });
    const kept = { code: "refused", publicMessage: expect.stringContaining("somebody active stays in it") };
    await expect(change([])).rejects.toMatchObject(kept);
    await expect(run(`delete from group_member where group_id = '${groupId}'`)).rejects.toMatchObject(kept);
    await deactivateUser(org.admin, { userId: org.approver2.userId });
    await expect(change([org.approver2.userId])).rejects.toMatchObject(kept);
    await change([org.owner.userId]);
    await expect(change([], 2)).rejects.toMatchObject(kept);
    await putInForceBy(org.owner);
    await change([], 2);
  });
});

async function putInForceBy(decider: PersonActor) {
  const number = await draft(org.admin, STARTING_POLICY);
  await propose(org.admin, number);
  await vote(decider, number);
}
