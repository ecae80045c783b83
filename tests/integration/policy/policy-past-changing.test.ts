import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { deleteGroup } from "#lib/policy/commands/delete-group.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

/** A policy is changed by those whom the one in force asks, and is never past changing. */
let org: TestOrganization;
let first: PersonActor;
let second: PersonActor;
let otherAdmin: PersonActor;

beforeEach(async () => {
  org = await newOrganization();
  first = await newPerson(org.organizationId, "First", ["member"]);
  second = await newPerson(org.organizationId, "Second", ["member"]);
  otherAdmin = await newPerson(org.organizationId, "Other admin", ["admin", "member"]);
});

async function propose(): Promise<{ number: number; version: number }> {
  const { number } = await draftPolicy(org.admin, {});
  const { version } = await editPolicy(org.admin, {
    number,
    version: 1,
    document: STARTING_POLICY,
    summary: "",
  });
  await proposePolicy(org.admin, { number, version, summary: "Fix the policy now." });
  return { number, version: version + 1 };
}
const VOTE = { decision: "approve" as const, reason: "As agreed." };
const askedBoth = () =>
  putInForce(org, {
    change: {
      from: [first, second].map(({ userId }) => ({ kind: "person" as const, userId })),
      needsStepUp: false,
    },
  });
const run = (...statements: string[]) =>
  inTenant(org.organizationId, "write", async (tx) => {
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
  });

it("a group that it asks about its changes is not deleted", async () => {
  const memberIds = [first.userId, second.userId];
  const { groupId } = await createGroup(org.admin, { name: "Governance", memberIds });
  await putInForce(org, { change: { from: [{ kind: "group", groupId }], needsStepUp: false } });
  await expect(deleteGroup(org.admin, { groupId })).rejects.toMatchObject({
    publicMessage: expect.stringContaining("who is asked about changes of the policy"),
  });
  await decidePolicy(first, { ...(await propose()), ...VOTE });
  await deleteGroup(org.admin, { groupId });
});

it("where nobody of those it asks is left, another administrator decides, and it is on record", async () => {
  await askedBoth();
  await deactivateUser(org.admin, { userId: first.userId });
  await deactivateUser(org.admin, { userId: second.userId });
  const proposed = await propose();
  expect(await getPolicyVersion(otherAdmin, { number: proposed.number })).toMatchObject({
    isLeftToAdministrators: true,
    allowed: { approve: true },
  });
  await expect(decidePolicy(org.admin, { ...proposed, ...VOTE })).rejects.toMatchObject({ code: "refused" });
  await expect(decidePolicy(org.approver, { ...proposed, ...VOTE })).rejects.toMatchObject({
    code: "forbidden",
    publicMessage: expect.stringContaining("another administrator"),
  });
  expect(await decidePolicy(otherAdmin, { ...proposed, ...VOTE })).toEqual({ state: "active" });
  const [told] = (await trail(org.organizationId, ["policy.activated"])).slice(-1);
  expect(told?.detail).toMatchObject({ isLeftToAdministrators: true });
});

it("while one is left, administrators do not decide", async () => {
  await askedBoth();
  await deactivateUser(org.admin, { userId: first.userId });
  const proposed = await propose();
  await expect(decidePolicy(otherAdmin, { ...proposed, ...VOTE })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await decidePolicy(second, { ...proposed, ...VOTE })).toEqual({ state: "active" });
});

it("the database lets nobody else put it in force", async () => {
  await askedBoth();
  const { number } = await propose();
  for (const { userId } of [org.member, org.approver, otherAdmin]) {
    await expect(
      run(
        `update policy_version set state = 'superseded', ended_at = now() where state = 'active'`,
        `update policy_version set state = 'active', decided_by_id = '${userId}', decided_at = now(),
        decision_reason = 'Past the application.' where number = ${number}`,
      ),
    ).rejects.toMatchObject({ publicMessage: expect.stringContaining("asks other people") });
  }
});
