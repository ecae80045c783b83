import "#tests/setup/use-test-database.ts";
import { beforeEach, expect, it } from "vitest";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import { updateConsumer } from "#lib/inventory/commands/update-consumer.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import { type GovernedServer, newGovernedServer, WHY } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const ask = (things: { toolIds?: string[]; consumerIds?: string[] }, person: PersonActor = org.owner) =>
  submitRequest(person, { serverId: server.serverId, ...things, durationDays: 30, justification: WHY });
const askForTool = () => ask({ toolIds: [server.refundId] });
const approve = (person: PersonActor, requestId: string) =>
  decideRequest(person, { requestId, decision: "approve", reason: "Needed and bounded." });
const eligible = async (requestId: string) =>
  (await getRequest(org.auditor, { requestId })).eligibleApprovers.map(({ id }) => id);
const run = (text: string) => inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(text));
const rawVote = (requestId: string, person: PersonActor) =>
  run(`insert into request_decision (organization_id, id, request_id, requester_id, stage_position, decider_id, decision,
      reason, decided_at)
    values ('${org.organizationId}', gen_random_uuid(), '${requestId}', '${org.owner.userId}', 1, '${person.userId}',
      'approve', 'Needed and bounded.', now())`);
const rawApproval = (requestId: string) =>
  run(`update request set state = 'approved', decided_at = now() where id = '${requestId}'`);

it("an owner who hands over does not approve alone in production", async () => {
  const own = (person: PersonActor) =>
    assignOwners(org.admin, {
      serverId: server.serverId,
      ownerId: person.userId,
      backupOwnerId: org.admin.userId,
      reason: "The team was reorganized.",
    });
  await own(org.approver);
  await own(org.owner);
  const { requestId } = await askForTool();
  await expect(approve(org.approver, requestId)).rejects.toMatchObject({
    publicMessage: expect.stringContaining("somebody else than the server's owners"),
  });
  await rawVote(requestId, org.approver);
  await expect(rawApproval(requestId)).rejects.toMatchObject({ code: "refused" });
});

it("nor does the database forget who owned it", async () => {
  await run(`update server set owner_id = '${org.approver.userId}' where id = '${server.serverId}'`);
  await run(
    `update server set owner_id = '${org.owner.userId}', former_owners = '{}' where id = '${server.serverId}'`,
  );
  const { requestId } = await askForTool();
  await expect(approve(org.approver, requestId)).rejects.toMatchObject({ code: "refused" });
  expect(await approve(org.approver2, requestId)).toMatchObject({ state: "applied" });
});

it("whoever changed what Steward suspended does not approve the same asked for as usual", async () => {
  const { requestId: first } = await askForTool();
  await approve(org.approver2, first);
  await setRoles(org.admin, { userId: org.approver.userId, roles: ["admin", "approver"] });
  const changer = { ...org.approver, roles: ["admin" as const, "approver" as const] };
  const { updateServer } = await import("#lib/inventory/commands/update-server.ts");
  await updateServer(changer, { serverId: server.serverId, criticality: "critical" });
  await run(
    `update grants set state = 'suspended', suspended_at = now() where server_id = '${server.serverId}' and kind = 'tool'`,
  );
  const { requestId } = await askForTool();
  expect(await eligible(requestId)).toEqual([org.approver2.userId]);
  await expect(approve(org.approver, requestId)).rejects.toMatchObject({ code: "refused" });
  await expect(rawVote(requestId, org.approver)).rejects.toMatchObject({ code: "refused" });
});

it("whoever approved a tool does not come to own an agent that may use it", async () => {
  const { consumerId } = await addConsumer(org.member, { name: "Their agent", kind: "agent" });
  await approve(org.approver2, (await ask({ consumerIds: [consumerId] })).requestId);
  const { requestId } = await askForTool();
  await approve(org.approver, requestId);
  await expect(updateConsumer(org.admin, { consumerId, ownerId: org.approver.userId })).rejects.toMatchObject(
    {
      code: "refused",
      publicMessage: expect.stringContaining("cannot become its owner"),
    },
  );
});

it("nor whoever called broken glass justified", async () => {
  await glassInForce(org);
  const { requestId } = await breakForRefund(org.owner, server);
  await reviewBreakGlass(org.approver, { requestId, verdict: "justified", reason: "It could not wait." });
  await expect(
    updateConsumer(org.admin, { consumerId: server.consumerId, ownerId: org.approver.userId }),
  ).rejects.toMatchObject({ code: "refused" });
});

it("whoever withdrew a request does not approve another for the same", async () => {
  const iam = await newPerson(org.organizationId, "Iam", ["admin", "approver"]);
  const { requestId: first } = await askForTool();
  await withdrawRequest(iam, { requestId: first, reason: "" });
  const { requestId } = await askForTool();
  expect(await eligible(requestId)).not.toContain(iam.userId);
  await expect(approve(iam, requestId)).rejects.toMatchObject({ code: "refused" });
  await expect(rawVote(requestId, iam)).rejects.toMatchObject({ code: "refused" });
});

it("whoever gave themselves the role is not asked by it", async () => {
  await setRoles(org.admin, { userId: org.admin.userId, roles: ["admin", "approver"] });
  const { requestId } = await ask({ toolIds: [server.searchId] });
  expect(await eligible(requestId)).not.toContain(org.admin.userId);
  await run(`insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
    values ('${org.organizationId}', '${requestId}', 1, '${org.admin.userId}', 'role:approver', now())`);
  await expect(rawVote(requestId, org.admin)).rejects.toMatchObject({ code: "refused" });
});

it("what somebody asked who has left is not approved, and can be rejected", async () => {
  const { requestId } = await askForTool();
  const { requestId: other } = await ask({ toolIds: [server.searchId] });
  await assignOwners(org.admin, {
    serverId: server.serverId,
    ownerId: org.member.userId,
    backupOwnerId: org.admin.userId,
    reason: "The owner leaves.",
  });
  await deactivateUser(org.admin, { userId: org.owner.userId });
  await expect(approve(org.approver, requestId)).rejects.toMatchObject({
    publicMessage: expect.stringContaining("is inactive by now"),
  });
  const rejected = { requestId: other, decision: "reject", reason: "Nobody asks for it." } as const;
  expect(await decideRequest(org.approver2, rejected)).toMatchObject({ state: "rejected" });
  await rawVote(requestId, org.approver);
  await expect(rawApproval(requestId)).rejects.toMatchObject({ code: "refused" });
});
