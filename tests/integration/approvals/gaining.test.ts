import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { listRequests } from "#lib/approvals/queries/list-requests.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const ask = (things: { toolIds?: string[]; consumerIds?: string[] }, person: PersonActor = org.owner) =>
  submitRequest(person, { serverId: server.serverId, ...things, durationDays: 30, justification: WHY });
/** The approver answers for the server too, and asks for access for their own agent. */
const askForOwnAgent = async () => {
  const { consumerId } = await addConsumer(org.approver, { name: "Own agent", kind: "agent" });
  await run(`update server set backup_owner_id = '${org.approver.userId}' where id = '${server.serverId}'`);
  await ask({ consumerIds: [consumerId] }, org.approver);
};
const askForAccess = () => ask({ consumerIds: [server.consumerId] });
const approve = (person: PersonActor, requestId: string) =>
  decideRequest(person, { requestId, decision: "approve", reason: "Needed and bounded." });
const giveConsumerTo = (person: PersonActor) =>
  updateConsumer(org.admin, { consumerId: server.consumerId, ownerId: person.userId });
const run = (text: string) => inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(text));
const rawVote = (requestId: string, person: PersonActor) =>
  run(`insert into request_decision (organization_id, id, request_id, requester_id, stage_position, decider_id, decision,
      reason, decided_at)
    values ('${org.organizationId}', gen_random_uuid(), '${requestId}', '${org.owner.userId}', 1, '${person.userId}',
      'approve', 'Needed and bounded.', now())`);
const today = new Date().toISOString().slice(0, 10);

it("whoever came to own the consumer half-way does not decide on its access", async () => {
  const { requestId } = await askForAccess();
  await giveConsumerTo(org.approver);
  await expect(approve(org.approver, requestId)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("You would gain access"),
  });
  await expect(rawVote(requestId, org.approver)).rejects.toMatchObject({
    publicMessage: "This would benefit you, so someone else must decide it.",
  });
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "applied" });
});

it("whoever approved does not come to own the consumer while the rest of the answers are awaited", async () => {
  await putInForce(org, { stages: [stage({ quorum: 2 })] });
  const { requestId } = await askForAccess();
  await approve(org.approver, requestId);
  await expect(giveConsumerTo(org.approver)).rejects.toMatchObject({
    code: "refused",
    publicMessage: expect.stringContaining("cannot become its owner"),
  });
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "applied" });
});

it("an answer counts no more once whoever gave it gains: the stage asks for another", async () => {
  await putInForce(org, { stages: [stage({ quorum: 2 })] });
  const third = await newPerson(org.organizationId, "Third", ["approver"]);
  const { requestId } = await ask({ toolIds: [server.refundId] });
  await approve(org.approver, requestId);
  await askForOwnAgent();
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "pending" });
  await expect(
    run(`update request set state = 'approved', decided_at = now() where id = '${requestId}'`),
  ).rejects.toMatchObject({ code: "refused" });
  expect(await approve(third, requestId)).toMatchObject({ state: "applied" });
});

it("two at once: a consumer is handed over, or its access approved, by the same person, never both", async () => {
  const { requestId } = await askForAccess();
  const results = await Promise.allSettled([approve(org.approver, requestId), giveConsumerTo(org.approver)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("whoever was answered for does not come to own what was let in with their voice", async () => {
  const { requestId } = await askForAccess();
  const delegate = await newPerson(org.organizationId, "Delegate", ["member"]);
  await setAbsence(org.approver, { delegateId: delegate.userId, startsOn: today, endsOn: today });
  await approve(delegate, requestId);
  await expect(giveConsumerTo(org.approver)).rejects.toMatchObject({ code: "refused" });
});

it("whoever's own consumer waits for access does not review the broken glass", async () => {
  await glassInForce(org);
  const { requestId } = await breakForRefund(org.owner, server);
  await askForOwnAgent();
  const review = { requestId, verdict: "justified", reason: "It could not wait." } as const;
  await expect(reviewBreakGlass(org.approver, review)).rejects.toMatchObject({ code: "refused" });
  await reviewBreakGlass(org.approver2, review);
});

/** Everybody who was asked has left the role, and somebody new has it. */
async function loseApprovers(): Promise<PersonActor> {
  await run("delete from role_assignment where role = 'approver'");
  return newPerson(org.organizationId, "New approver", ["approver"]);
}
async function giveRole(person: PersonActor): Promise<PersonActor> {
  await run(`insert into role_assignment (organization_id, user_id, role, assigned_at)
    values ('${org.organizationId}', '${person.userId}', 'approver', now())`);
  return { ...person, roles: [...person.roles, "approver"] };
}

it("whoever repaired a request decides on none that takes its place, however often", async () => {
  const first = await ask({ toolIds: [server.refundId] });
  const replacement = await loseApprovers();
  await repairRequest(org.admin, { requestId: first.requestId, reason: "Nobody is left." });
  const repairer = await giveRole(org.admin);
  let { requestId } = first;
  for (const durationDays of [20, 10]) {
    await askForChanges(replacement, { requestId, reason: "Please for less time." });
    ({ requestId } = await resubmitRequest(org.owner, {
      requestId,
      toolIds: [server.refundId],
      consumerIds: [],
      durationDays,
      justification: WHY,
    }));
  }
  await expect(approve(repairer, requestId)).rejects.toMatchObject({ code: "refused" });
  await updateServer(org.owner, { serverId: server.serverId, criticality: "critical" });
  await deliverEvents(org.organizationId);
  const { items } = await listRequests(org.auditor, { view: "all", state: "pending" });
  const next = items[0]?.id ?? "";
  expect(next).not.toBe(requestId);
  await expect(approve(repairer, next)).rejects.toMatchObject({ code: "refused" });
  expect(await approve(replacement, next)).toMatchObject({ state: "applied" });
});

it("whoever asks does not find the people who answer", async () => {
  const { requestId } = await ask({ toolIds: [server.refundId] }, org.admin);
  await loseApprovers();
  const words = "You asked for this, so another administrator finds the people who are missing.";
  await expect(repairRequest(org.admin, { requestId, reason: "Nobody is left." })).rejects.toMatchObject({
    code: "refused",
    publicMessage: words,
  });
  await expect(
    run(`update request set repaired_by_ids = array['${org.admin.userId}'::uuid] where id = '${requestId}'`),
  ).rejects.toMatchObject({ publicMessage: words });
});
