import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import { type GovernedServer, newGovernedServer, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let agentOf: (person: PersonActor) => Promise<string>;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  agentOf = async (person) => {
    const agent = { name: `Agent of ${person.name}`, kind: "agent" as const, ownerId: person.userId };
    return (await addConsumer(org.admin, agent)).consumerId;
  };
});

const ask = (things: { toolIds?: string[]; consumerIds?: string[] }) =>
  submitRequest(org.owner, { serverId: server.serverId, ...things, durationDays: 30, justification: WHY });
const decide = (person: PersonActor, requestId: string, decision: "approve" | "reject") =>
  decideRequest(person, { requestId, decision, reason: "Looked at what it does." });
const review = (person: PersonActor, requestId: string, verdict: "justified" | "not_justified") =>
  reviewBreakGlass(person, { requestId, verdict, reason: "Looked at the run." });
const run = (text: string) => inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(text));
const rawVote = (requestId: string, person: PersonActor, decision: string) =>
  run(`insert into request_decision (organization_id, id, request_id, requester_id, stage_position, decider_id, decision,
      reason, decided_at)
    values ('${org.organizationId}', gen_random_uuid(), '${requestId}', '${org.owner.userId}', 1, '${person.userId}',
      '${decision}', 'Looked at what it does.', now())`);

it("naming an approver's consumer keeps them from approving, never from rejecting", async () => {
  const { requestId } = await ask({ toolIds: [server.refundId], consumerIds: [await agentOf(org.approver)] });
  const { allowed, eligibleApprovers } = await getRequest(org.approver, { requestId });
  expect(allowed).toMatchObject({ approve: expect.any(String), reject: true, askChanges: true });
  expect(eligibleApprovers.map(({ id }) => id)).toEqual([org.approver2.userId]);
  await expect(decide(org.approver, requestId, "approve")).rejects.toMatchObject({ code: "refused" });
  await expect(rawVote(requestId, org.approver, "approve")).rejects.toMatchObject({ code: "refused" });
  await expect(decide(org.approver, requestId, "reject")).resolves.toMatchObject({ state: "rejected" });
});

it("nor from asking for changes", async () => {
  const { requestId } = await ask({ toolIds: [server.refundId], consumerIds: [await agentOf(org.approver)] });
  await askForChanges(org.approver, { requestId, reason: "Without my agent, please." });
  await expect(decide(org.approver2, requestId, "approve")).rejects.toMatchObject({ code: "refused" });
});

it("the database lets them reject, too", async () => {
  const { requestId } = await ask({ toolIds: [server.refundId], consumerIds: [await agentOf(org.approver)] });
  await rawVote(requestId, org.approver, "reject");
});

it("whoever asks is no one of those, whatever they own", async () => {
  const { requestId } = await ask({ toolIds: [server.refundId], consumerIds: [await agentOf(org.owner)] });
  await expect(decide(org.owner, requestId, "reject")).rejects.toMatchObject({ code: "refused" });
});

it("broken glass that names a reviewer's consumer is called not justified by them, and never justified", async () => {
  await glassInForce(org);
  await newPerson(org.organizationId, "Approver Three", ["approver"]);
  const { requestId } = await breakForRefund(org.owner, server, {
    consumerIds: [await agentOf(org.approver)],
  });
  expect((await getRequest(org.approver, { requestId })).breakGlass?.allowed).toMatchObject({
    review: expect.any(String),
    object: true,
  });
  await expect(review(org.approver, requestId, "justified")).rejects.toMatchObject({ code: "refused" });
  const raw = (verdict: string) =>
    run(`insert into break_glass_review (organization_id, request_id, user_id, reviewer_id, verdict, reason, reviewed_at)
      values ('${org.organizationId}', '${requestId}', '${org.owner.userId}', '${org.approver.userId}', '${verdict}',
        'Looked at the run.', now())`);
  await expect(raw("justified")).rejects.toMatchObject({ code: "refused" });
  expect(await review(org.approver, requestId, "not_justified")).toMatchObject({ state: "cut" });
});

it("what others ask for somebody's consumer makes nobody a party while nobody approved it", async () => {
  await glassInForce(org);
  const glass = await breakForRefund(org.owner, server);
  await ask({ consumerIds: [await agentOf(org.approver)] });
  await ask({ consumerIds: [await agentOf(org.approver2)] });
  const { requestId } = await ask({ toolIds: [server.searchId] });
  expect((await getRequest(org.auditor, { requestId })).eligibleApprovers).toHaveLength(2);
  await rawVote(requestId, org.approver, "approve");
  expect(await review(org.approver, glass.requestId, "justified")).toMatchObject({ state: "open" });
  expect(await review(org.approver2, glass.requestId, "not_justified")).toMatchObject({
    state: "unjustified",
  });
});

it("an answer goes on counting when others ask for access for a consumer of whoever gave it", async () => {
  await putInForce(org, { stages: [stage({ quorum: 2 })] });
  const { requestId } = await ask({ toolIds: [server.refundId] });
  await decide(org.approver, requestId, "approve");
  for (const name of ["Third", "Fourth"]) await newPerson(org.organizationId, name, ["approver"]);
  await ask({ consumerIds: [await agentOf(org.approver)] });
  await ask({ consumerIds: [await agentOf(org.approver2)] });
  expect(await decide(org.approver2, requestId, "approve")).toMatchObject({ state: "applied" });
});

it("whoever asked for access for their own consumer is a party, as before", async () => {
  const { consumerId } = await addConsumer(org.approver, { name: "Own agent", kind: "agent" });
  const { requestId } = await ask({ toolIds: [server.refundId] });
  await run(`update server set backup_owner_id = '${org.approver.userId}' where id = '${server.serverId}'`);
  const own = { serverId: server.serverId, consumerIds: [consumerId], durationDays: 30, justification: WHY };
  await submitRequest(org.approver, own);
  await expect(decide(org.approver, requestId, "approve")).rejects.toMatchObject({ code: "refused" });
  await expect(rawVote(requestId, org.approver, "approve")).rejects.toMatchObject({ code: "refused" });
  expect(await decide(org.approver2, requestId, "approve")).toMatchObject({ state: "applied" });
});
