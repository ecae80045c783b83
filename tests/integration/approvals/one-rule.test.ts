import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { newGovernedServer, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson } from "#tests/factories/organization.ts";
import { anyState } from "./one-rule/any-state.ts";
import { disagreements } from "./one-rule/disagreements.ts";
import { type Ground, layState } from "./one-rule/lay-state.ts";

/** `STATES=500` for a long look. */
const STATES = Number(process.env.STATES ?? 5);

async function newGround(): Promise<Ground> {
  const org = await newOrganization();
  const { organizationId, admin, owner, approver, approver2, member } = org;
  const others = [
    await newPerson(organizationId, "Sam", ["member"]),
    await newPerson(organizationId, "Tess", []),
  ];
  const { serverId, refundId, searchId, consumerId } = await newGovernedServer(org);
  const { groupId } = await createGroup(admin, { name: "Security", memberIds: [member.userId] });
  // Put on record by one who is often asked.
  const alone = await addConsumer(approver2, { name: "Night agent", kind: "agent" });
  const letIn = await addConsumer(admin, { name: "Day agent", kind: "agent", ownerId: member.userId });
  const ask = async (things: { toolIds?: string[]; consumerIds?: string[] }) =>
    (await submitRequest(owner, { serverId, ...things, durationDays: 30, justification: WHY })).requestId;
  const vote = { decision: "approve" as const, reason: "Needed and bounded." };
  await decideRequest(approver, { requestId: await ask({ consumerIds: [letIn.consumerId] }), ...vote });
  return {
    organizationId,
    people: [admin, owner, approver, approver2, member, ...others],
    serverId,
    groupId,
    consumerIds: [consumerId, alone.consumerId, letIn.consumerId],
    toolIds: [refundId, searchId],
    requestIds: [
      await ask({ toolIds: [refundId], consumerIds: [consumerId] }),
      await ask({ consumerIds: [alone.consumerId] }),
      await ask({ toolIds: [searchId] }),
    ],
  };
}

it("inbox, facts, sweep and guards agree on who is a party, whose votes count, which stage waits and who may answer", {
  timeout: 60_000 + STATES * 10_000,
}, async () => {
  const ground = await newGround();
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(anyState, async (state) => {
      await layState(ground, state);
      const { problems, answerable } = await disagreements(ground);
      expect(problems).toEqual([]);
      answered += answerable;
    }),
    { numRuns: STATES, endOnFailure: true, seed: Number(process.env.STATES_SEED ?? 20261201) },
  );
  // States in which nobody may answer anything prove nothing.
  expect(answered).toBeGreaterThan(2 * STATES);
});
