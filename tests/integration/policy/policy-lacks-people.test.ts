import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { newOrganization } from "#tests/factories/organization.ts";

it("the policy in force says where it names a group, and what it lacks once that has nobody", async () => {
  const org = await newOrganization();
  const memberIds = [org.approver.userId];
  const { groupId } = await createGroup(org.admin, { name: "Payments", memberIds });
  await putInForce(org, { stages: [stage({ name: "Pair", from: [{ kind: "group", groupId }] })] });
  expect(await getApprovalPolicy(org.member, {})).toMatchObject({
    problems: [],
    placesByGroup: { [groupId]: expect.arrayContaining([expect.stringMatching(/stage “Pair”/)]) },
  });
  await updateGroup(org.admin, { groupId, version: 1, name: "Payments", memberIds: [] });
  const { problems } = await getApprovalPolicy(org.member, {});
  expect(problems).toEqual(
    expect.arrayContaining([
      { at: "rules.0.stages.0.from.0", reason: expect.stringContaining("Nobody active") },
    ]),
  );
});
