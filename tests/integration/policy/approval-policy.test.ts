import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import { listGroups } from "#lib/identity/queries/list-groups.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import type { ApprovalPolicy, ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { deleteGroup } from "#lib/policy/commands/delete-group.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { reopenPolicy } from "#lib/policy/commands/reopen-policy.ts";
import { withdrawPolicy } from "#lib/policy/commands/withdraw-policy.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { listPolicyVersions } from "#lib/policy/queries/list-policy-versions.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;

beforeEach(async () => {
  org = await newOrganization();
});

const WHY = "Regulated tools want two pairs of eyes.";
const [HIGH, REST] = STARTING_POLICY.rules as [ApprovalRule, ApprovalRule];

/** The starting policy with two approvals in the first rule. */
const TWO: ApprovalPolicy = {
  ...STARTING_POLICY,
  rules: [{ ...HIGH, stages: HIGH.stages.map((stage) => ({ ...stage, quorum: 2 })) }, REST],
};

async function propose(document: ApprovalPolicy, by: PersonActor = org.admin): Promise<number> {
  const { number } = await draftPolicy(by, {});
  const { version } = await editPolicy(by, { number, version: 1, document, summary: "" });
  await proposePolicy(by, { number, version, summary: WHY });
  return number;
}

async function approve(number: number, by: PersonActor = org.approver) {
  const { version } = await getPolicyVersion(by, { number });
  return decidePolicy(by, { number, version, decision: "approve", reason: "Agreed in the risk round." });
}

describe("a change of the approval policy", () => {
  it("takes effect only with a second person's word, and the one before stays on record", async () => {
    expect(await getApprovalPolicy(org.member, {})).toMatchObject({ number: 0, open: null });
    const first = await propose(TWO);
    expect(await getApprovalPolicy(org.member, {})).toMatchObject({
      number: 0,
      open: { number: 1, state: "proposed", by: { name: "Admin" } },
    });
    await approve(first);
    const inForce = await getApprovalPolicy(org.member, {});
    expect(inForce).toMatchObject({ number: 1, open: null, policy: TWO });
    expect(inForce.rules[0]?.path).toBe("2 people with the role approver");

    const second = await propose(STARTING_POLICY);
    await approve(second);
    const { items } = await listPolicyVersions(org.auditor, {});
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [2, "active"],
      [1, "superseded"],
    ]);
    const types = (await trail(org.organizationId)).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("policy."))).toEqual([
      "policy.drafted",
      "policy.edited",
      "policy.proposed",
      "policy.activated",
      "policy.drafted",
      "policy.edited",
      "policy.proposed",
      "policy.activated",
    ]);
  });

  it("is decided on by nobody who had a hand in it, whatever their role", async () => {
    const number = await propose(TWO);
    await expect(approve(number, org.admin)).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("You had a hand in this change"),
    });
    await expect(approve(number, org.member)).rejects.toMatchObject({ code: "forbidden" });
    await expect(approve(number, org.auditor)).rejects.toMatchObject({ code: "forbidden" });
    const { allowed } = await getPolicyVersion(org.admin, { number });
    expect(allowed).toMatchObject({ approve: expect.stringContaining("somebody else"), withdraw: true });
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.policyVersion.updateMany({
          where: { number },
          data: {
            state: "active",
            decidedById: org.admin.userId,
            decidedAt: new Date(),
            decisionReason: "x",
          },
        }),
      ),
    ).rejects.toMatchObject({ publicMessage: expect.stringContaining("You had a hand in this change") });
  });

  it("stands still once it is proposed, in the database too", async () => {
    const number = await propose(TWO);
    const { version } = await getPolicyVersion(org.admin, { number });
    await expect(
      editPolicy(org.admin, { number, version, document: STARTING_POLICY, summary: "" }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      inTenant(org.organizationId, "write", (tx) =>
        tx.policyVersion.updateMany({ where: { number }, data: { document: STARTING_POLICY } }),
      ),
    ).rejects.toMatchObject({ code: "refused" });
    await reopenPolicy(org.admin, { number });
    const reopened = await getPolicyVersion(org.admin, { number });
    await editPolicy(org.admin, {
      number,
      version: reopened.version,
      document: STARTING_POLICY,
      summary: "",
    });
  });

  it("is made one at a time, and given up or rejected with its reason on record", async () => {
    const number = await propose(TWO);
    await expect(draftPolicy(org.admin, {})).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringContaining("Admin has begun a change already (version 1)"),
    });
    const { version } = await getPolicyVersion(org.approver, { number });
    await decidePolicy(org.approver, { number, version, decision: "reject", reason: "Too slow for us." });
    const { number: next } = await draftPolicy(org.admin, {});
    await withdrawPolicy(org.admin, { number: next, reason: "Not now." });
    const { items } = await listPolicyVersions(org.auditor, {});
    expect(items).toMatchObject([
      { number: 2, state: "withdrawn" },
      { number: 1, state: "rejected", decisionReason: "Too slow for us." },
    ]);
    const begun = await Promise.allSettled([draftPolicy(org.admin, {}), draftPolicy(org.admin, {})]);
    expect(begun.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("shows line by line what it changes, and brings an earlier version back the same way", async () => {
    const first = await propose(TWO);
    const shown = await getPolicyVersion(org.approver, { number: first });
    expect(shown.lines?.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "removed", text: "  Stage “Risk approval”: 1 person with the role approver." },
      { kind: "added", text: "  Stage “Risk approval”: 2 people with the role approver." },
    ]);
    await approve(first);
    const { number } = await draftPolicy(org.admin, { from: 0 });
    const restored = await getPolicyVersion(org.admin, { number });
    expect(restored).toMatchObject({ document: STARTING_POLICY, restoredFrom: 0, basedOn: 1 });
    await proposePolicy(org.admin, { number, version: 1, summary: "Back to one approval for now." });
    await approve(number);
    expect((await getApprovalPolicy(org.admin, {})).policy).toEqual(STARTING_POLICY);
  });

  it("is refused with the reason at the line, also when what it names goes while it waits", async () => {
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds: [org.approver.userId] });
    const byGroup: ApprovalPolicy = {
      ...STARTING_POLICY,
      rules: [
        { ...HIGH, stages: [{ ...(HIGH.stages[0] ?? expect.fail()), from: [{ kind: "group", groupId }] }] },
        REST,
      ],
    };
    const number = await propose(byGroup);
    expect((await getPolicyVersion(org.admin, { number })).lines?.map(({ text }) => text)).toContain(
      "  Stage “Risk approval”: 1 person of the group Security.",
    );
    await deleteGroup(org.admin, { groupId });
    await expect(approve(number)).rejects.toMatchObject({
      code: "invalid",
      fields: { "document.rules.0.stages.0.from.0": "This group is gone. Choose another." },
    });
    expect((await getPolicyVersion(org.admin, { number })).problems).toEqual([
      { at: "rules.0.stages.0.from.0", reason: "This group is gone. Choose another." },
    ]);
  });

  it("is nobody's of another organization", async () => {
    const number = await propose(TWO);
    const other = await newOrganization();
    await expect(getPolicyVersion(other.admin, { number })).rejects.toMatchObject({ code: "not_found" });
    expect(await getApprovalPolicy(other.admin, {})).toMatchObject({ number: 0, open: null });
  });
});

describe("a group", () => {
  it("has a name of its own and active people of the organization", async () => {
    const { groupId } = await createGroup(org.admin, {
      name: "Security",
      memberIds: [org.approver.userId, org.member.userId],
    });
    await expect(createGroup(org.admin, { name: "security" })).rejects.toMatchObject({ code: "invalid" });
    const other = await newOrganization();
    await expect(
      createGroup(org.admin, { name: "Mixed", memberIds: [other.approver.userId] }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(createGroup(org.member, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await updateGroup(org.admin, { groupId, version: 1, name: "Security", memberIds: [org.approver.userId] });
    await expect(
      updateGroup(org.admin, { groupId, version: 1, name: "Late", memberIds: [] }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await listGroups(org.member, {})).toMatchObject([
      { name: "Security", members: [{ name: "Approver" }] },
    ]);
    await expect(deleteGroup(other.admin, { groupId })).rejects.toMatchObject({ code: "not_found" });
    await deleteGroup(org.admin, { groupId });
    expect(await listGroups(org.member, {})).toEqual([]);
  });
});
