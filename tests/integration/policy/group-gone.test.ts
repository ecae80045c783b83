import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { listGroups } from "#lib/identity/queries/list-groups.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { deleteGroup } from "#lib/policy/commands/delete-group.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

/** A policy never names a group that is gone without everybody who can mend it knowing. */
let org: TestOrganization;
let groupId: string;

beforeEach(async () => {
  org = await newOrganization();
  const memberIds = [org.approver.userId, org.approver2.userId, org.admin.userId];
  ({ groupId } = await createGroup(org.admin, { name: "Payments", memberIds }));
});

const group = () => ({ kind: "group" as const, groupId });
const PLACES = [
  {
    words: /rule 1 “.+”, stage “Pair”/,
    policy: () => ({ stages: [stage({ name: "Pair", from: [group()] })] }),
  },
  {
    words: /who is asked when nobody answers/,
    policy: () => ({ answer: { ...STARTING_POLICY.answer, escalateAfterDays: 1, escalateTo: [group()] } }),
  },
  {
    words: /who may break glass/,
    policy: () => ({
      breakGlass: glass(
        [group()],
        [
          { kind: "role", role: "approver" },
          { kind: "role", role: "admin" },
        ],
      ),
    }),
  },
  {
    words: /who reviews broken glass/,
    policy: () => ({ breakGlass: glass([{ kind: "person" as const, userId: org.owner.userId }], [group()]) }),
  },
];

function glass(from: object[], reviewFrom: object[]) {
  const terms = { hoursMax: 4, needsStepUp: false, impacts: [], environments: [], reviewWithinHours: 24 };
  return { ...terms, from, reviewFrom } as never;
}

it.each(PLACES)(
  "a group that the policy names ($words) is deleted by nobody, and gone shows",
  async ({ words, policy }) => {
    await putInForce(org, policy());
    await expect(deleteGroup(org.admin, { groupId })).rejects.toMatchObject({
      code: "refused",
      publicMessage: expect.stringMatching(words),
    });
    expect(await listGroups(org.admin, {})).toHaveLength(1);
    await deleteGroup(systemActor(org.organizationId, "directory"), { groupId });
    const [told] = await trail(org.organizationId, ["policy.group_gone"]);
    expect(told?.detail).toMatchObject({
      places: expect.arrayContaining([expect.stringMatching(words)]),
      notify: [org.admin.userId],
      href: "/policy",
    });
    expect((await getApprovalPolicy(org.member, {})).gone).toEqual([
      { name: "Payments", places: expect.arrayContaining([expect.stringMatching(words)]) },
    ]);
  },
);

it("says at the rule which group is gone", async () => {
  await putInForce(org, PLACES[0]?.policy() ?? expect.fail());
  await deleteGroup(systemActor(org.organizationId, "directory"), { groupId });
  expect((await getApprovalPolicy(org.member, {})).rules.map(({ gone }) => gone)).toEqual([
    ["Payments"],
    ["Payments"],
  ]);
});

it("a group that only an earlier version names is deleted, and nobody is alarmed", async () => {
  await putInForce(org, PLACES[0]?.policy() ?? expect.fail());
  await putInForce(org, {});
  await deleteGroup(org.admin, { groupId });
  expect(await trail(org.organizationId, ["policy.group_gone"])).toEqual([]);
  expect((await getApprovalPolicy(org.member, {})).gone).toEqual([]);
});
